namespace Severa.CalendarSync.Data.Startup;

/// <summary>Settings of section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>The database system: <c>SqlServer</c>, <c>Postgres</c> or <c>Sqlite</c>, which is the default for trying the service out.</summary>
    public string Provider { get; set; } = "Sqlite";

    /// <summary>With SQLite: the file <c>data/calendarsync.db</c> beside the app by default. A relative file is meant from there too.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Bring the tables to the version of the service at each start; of nodes that start together one does it, and the others wait.
    /// Where it is missing: with SQLite and in Development only. Elsewhere the command <c>migrate</c> does it.
    /// </summary>
    public bool? MigrateAtStart { get; set; }
}
