using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Auditing;
using Severa.CalendarSync.Data.Erasure;

namespace Severa.CalendarSync.Data.Pruning;

/// <summary>
/// Forgets what need not be kept (product.md, "What is kept, and for how long"), in small batches, so that runs are never
/// kept waiting. Stopping it at any point does no harm: the next day goes on.
/// </summary>
public sealed class DailyPruning(IDbContextFactory<SyncDbContext> contexts, AuditJournal journal, TimeProvider time)
{
    private const int BatchSize = 500;

    public async Task<PruningReport> RunAsync(CancellationToken cancellationToken)
    {
        var deleted = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var now = time.GetUtcNow().UtcDateTime;
        await ForgetWhoLeftAsync(now, cancellationToken);
        await ForgetTextsAsync(now, cancellationToken);
        foreach (var (name, old) in Retention.Rules(now, await DaysBackAsync(cancellationToken)))
        {
            deleted[name] = deleted.GetValueOrDefault(name) + await DeleteAsync(old, cancellationToken);
        }

        journal.Forget(now.AddDays(-Retention.AuditDays));
        return new PruningReport(deleted);
    }

    /// <summary>First, so that no run that is late writes anything to what is deleted then.</summary>
    private async Task ForgetWhoLeftAsync(DateTime now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await MailboxMemory.ResetAsync(Retention.Remembering(db, now), cancellationToken);
    }

    private async Task ForgetTextsAsync(DateTime now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await Retention.Forsaken(db, now).ExecuteUpdateAsync(set => set.SetProperty(i => i.Event, (string?)null), cancellationToken);
    }

    private async Task<int> DaysBackAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Organizations.Select(o => o.DaysBack).SingleAsync(cancellationToken);
    }

    /// <summary>Each batch is a transaction of its own.</summary>
    private async Task<int> DeleteAsync(Func<SyncDbContext, IQueryable<object>> old, CancellationToken cancellationToken)
    {
        var total = 0;
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var batch = await old(db).Take(BatchSize).ExecuteDeleteAsync(cancellationToken);
            total += batch;
            if (batch < BatchSize)
            {
                return total;
            }
        }
    }
}
