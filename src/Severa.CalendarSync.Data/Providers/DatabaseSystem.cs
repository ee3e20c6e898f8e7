namespace Severa.CalendarSync.Data.Providers;

/// <summary>The database systems that can hold the data: the values of <c>Database:Provider</c>.</summary>
public enum DatabaseSystem
{
    SqlServer,
    Postgres,
    Sqlite,
}
