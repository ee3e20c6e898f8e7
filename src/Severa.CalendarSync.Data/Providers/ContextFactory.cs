using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data.Providers;

/// <summary>Makes contexts of the abstract type, so that nobody else names a provider.</summary>
internal sealed class ContextFactory<TContext>(
    ChosenDatabase database, ColumnProtector protector, ILoggerFactory loggers, Func<DbContextOptions<TContext>, ColumnProtector, TContext> make)
    : IDbContextFactory<SyncDbContext>
    where TContext : SyncDbContext
{
    private readonly DbContextOptions<TContext> _options = Options(database, loggers);

    public SyncDbContext CreateDbContext() => make(_options, protector);

    private static DbContextOptions<TContext> Options(ChosenDatabase database, ILoggerFactory loggers)
    {
        var options = new DbContextOptionsBuilder<TContext>();
        database.Use(options);
        return options.UseLoggerFactory(loggers).ReplaceService<IModelCacheKeyFactory, ProtectedModelCacheKeyFactory>().Options;
    }
}
