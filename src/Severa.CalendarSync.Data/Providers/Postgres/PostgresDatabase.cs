using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Severa.CalendarSync.Data.Providers.Postgres;

internal static class PostgresDatabase
{
    /// <summary>The provider asks for the migrations before their table is there, and logs an error: the first thing an operator would see.</summary>
    public static async Task CreateHistoryAsync(SyncDbContext db, CancellationToken cancellationToken)
    {
        if (await db.Database.CanConnectAsync(cancellationToken))
        {
            await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken);
        }
    }
}
