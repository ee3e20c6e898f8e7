using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data.Providers.Sqlite;

/// <summary>The SQLite form of the database; its migrations are beside it.</summary>
public sealed class SqliteSyncDbContext(DbContextOptions<SqliteSyncDbContext> options, ColumnProtector protector)
    : SyncDbContext(options, protector)
{
    protected override string OrdinalCollation => "BINARY";
}
