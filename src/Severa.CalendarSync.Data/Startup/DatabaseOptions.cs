namespace Severa.CalendarSync.Data.Startup;

/// <summary>Settings of section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>The database system. Only <c>Sqlite</c> so far, which is also the default.</summary>
    public string Provider { get; set; } = "Sqlite";

    /// <summary>Default: the file <c>data/calendarsync.db</c> beside the app. A relative file is meant from there too.</summary>
    public string? ConnectionString { get; set; }
}
