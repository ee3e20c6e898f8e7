using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data.Providers.Sqlite;

/// <summary>Makes contexts of the abstract type, so that nobody else names a provider.</summary>
internal sealed class SqliteContextFactory(string connectionString, ColumnProtector protector, ILoggerFactory loggers)
    : IDbContextFactory<SyncDbContext>
{
    private readonly DbContextOptions<SqliteSyncDbContext> _options = new DbContextOptionsBuilder<SqliteSyncDbContext>()
        .UseSqlite(connectionString)
        .UseLoggerFactory(loggers)
        .ReplaceService<IModelCacheKeyFactory, ProtectedModelCacheKeyFactory>()
        .Options;

    public SyncDbContext CreateDbContext() => new SqliteSyncDbContext(_options, protector);
}
