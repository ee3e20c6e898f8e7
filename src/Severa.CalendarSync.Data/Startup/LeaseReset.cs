using Microsoft.EntityFrameworkCore;

namespace Severa.CalendarSync.Data.Startup;

/// <summary>
/// With SQLite there is one process: at its start every lease is a leftover of the one before.
/// Raising the token also fences off a run that might still be alive somewhere.
/// </summary>
public sealed class LeaseReset(IDbContextFactory<SyncDbContext> contexts)
{
    public async Task<int> VoidAllAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await VoidAllAsync(db, cancellationToken);
    }

    /// <summary>The same as a part of a larger change.</summary>
    internal static async Task<int> VoidAllAsync(SyncDbContext db, CancellationToken cancellationToken)
    {
        await db.ExchangeConnections.Where(c => c.ListenerUntil != null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.ListenerUntil, (DateTime?)null), cancellationToken);
        return await db.Mailboxes
            .Where(m => m.LeaseUntil != null || m.QueuedUntil != null || m.RunningSince != null)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(m => m.LeaseToken, m => m.LeaseToken + 1)
                    .SetProperty(m => m.LeaseUntil, (DateTime?)null)
                    .SetProperty(m => m.RunningSince, (DateTime?)null)
                    .SetProperty(m => m.QueuedUntil, (DateTime?)null)
                    .SetProperty(m => m.QueueClaim, (Guid?)null),
                cancellationToken);
    }
}
