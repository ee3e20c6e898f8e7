using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data.Providers;

/// <summary>Makes contexts of the abstract type, so that nobody else names a provider.</summary>
internal sealed class ContextFactory<TContext>(
    ChosenDatabase database, ColumnProtector protector, ContextParts parts, Func<DbContextOptions<TContext>, ColumnProtector, TContext> make)
    : IDbContextFactory<SyncDbContext>
    where TContext : SyncDbContext
{
    private readonly DbContextOptions<TContext> _options = Options(database, parts);

    public SyncDbContext CreateDbContext() => make(_options, protector);

    private static DbContextOptions<TContext> Options(ChosenDatabase database, ContextParts parts)
    {
        var options = new DbContextOptionsBuilder<TContext>();
        database.Use(options);
        return options.UseLoggerFactory(parts.Loggers).AddInterceptors(parts.Interceptors).ReplaceService<IModelCacheKeyFactory, ProtectedModelCacheKeyFactory>().Options;
    }
}

/// <summary>What every context is given beside the database.</summary>
internal sealed record ContextParts(ILoggerFactory Loggers, params IReadOnlyCollection<IInterceptor> Interceptors);
