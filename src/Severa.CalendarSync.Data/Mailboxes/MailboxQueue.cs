using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Ledger;
using Severa.CalendarSync.Data.Providers;
using Severa.CalendarSync.Data.Startup;

namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>
/// Picks the mailboxes that are due and takes requests for runs. Everything is set-based and safe with several
/// dispatchers: a mailbox is marked by the same statement that finds it.
/// </summary>
public sealed class MailboxQueue(IDbContextFactory<SyncDbContext> contexts, Installation installation, TimeProvider time, IOptions<QueueOptions> options)
{
    /// <summary>How often somebody is to look for mailboxes that are due.</summary>
    public static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(15);

    /// <summary>When a mailbox that was checked now is due again: found by the look after that, and so within the interval.</summary>
    internal static DateTime NextTurn(DateTime now, int intervalMinutes) => now.AddMinutes(intervalMinutes) - LooksEvery;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Marks up to <paramref name="most"/> due mailboxes as queued, the longest due first, and returns them.</summary>
    public async Task<IReadOnlyList<Guid>> PickAsync(int most, CancellationToken cancellationToken) =>
        installation.IsForeign ? [] : await Deadlocks.RetryAsync(() => PickOnceAsync(most, cancellationToken));

    /// <summary>
    /// Whether a job that has come to this mailbox is to run it: nothing stands against it, and no other run has done meanwhile
    /// what the job was made for.
    /// </summary>
    public async Task<bool> IsRunWantedAsync(Guid mailboxId, CancellationToken cancellationToken)
    {
        if (installation.IsForeign)
        {
            return false;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = Now;
        return await DueMailboxes.Runnable(db, now).Where(DueMailboxes.IsRunWanted(now)).AnyAsync(m => m.Id == mailboxId, cancellationToken);
    }

    /// <summary>Makes mailboxes due at once; one that is running runs again afterwards. Returns those that may be enqueued now.</summary>
    public async Task<IReadOnlyList<Guid>> RequestAsync(IReadOnlyCollection<Guid> mailboxIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = Now;
        await MakeDueAsync(db.Mailboxes.Where(m => mailboxIds.Contains(m.Id) && (m.IsEnabled || m.HasRequests)), now, cancellationToken);
        return await DueMailboxes.Runnable(db, now).Where(m => mailboxIds.Contains(m.Id)).Select(m => m.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Makes every switched-on mailbox due, after a change of settings; errors that only a change could cure are tried again.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="full">Everything is compared.</param>
    public async Task<int> RequestAllAsync(CancellationToken cancellationToken, bool full = false)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = Now;
        return await MakeDueAsync(db.Mailboxes.Where(m => m.IsEnabled), now, cancellationToken, full);
    }

    /// <summary>
    /// Exchange says that something happened in these calendars. One that fails keeps its pause (R22); one that is running runs
    /// again afterwards. Returns those that may be enqueued now.
    /// </summary>
    public async Task<IReadOnlyList<Guid>> RequestHealthyAsync(IReadOnlyCollection<Guid> mailboxIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = Now;
        Expression<Func<Mailbox, bool>> isHealthy = m => mailboxIds.Contains(m.Id) && m.IsEnabled && m.Failures == 0;
        await MakeDueAsync(db.Mailboxes.Where(isHealthy), now, cancellationToken);
        return await DueMailboxes.Runnable(db, now)
            .Where(isHealthy)
            .Where(m => m.LeaseUntil == null || m.LeaseUntil <= now)
            .Select(m => m.Id)
            .ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<Guid>> PickOnceAsync(int most, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (now, claim) = (Now, Guid.NewGuid());
        var until = now + options.Value.QueuedFor;
        var due = DueMailboxes.Runnable(db, now).Where(DueMailboxes.IsDue(now)).OrderBy(m => m.NextDueAt).ThenBy(m => m.Id).Take(most).Select(m => m.Id);

        // Alone, so that each dispatcher finds what the others left. Judged again on the row that is marked: a run may have begun since.
        await using var transaction = await db.BeginAloneAsync(cancellationToken);
        var picked = await db.Mailboxes.Where(m => due.Contains(m.Id)).Where(DueMailboxes.IsDue(now)).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.QueuedUntil, until).SetProperty(m => m.QueueClaim, claim), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return picked == 0
            ? []
            : await db.Mailboxes.Where(m => m.QueueClaim == claim).OrderBy(m => m.NextDueAt).ThenBy(m => m.Id).Select(m => m.Id).ToListAsync(cancellationToken);
    }

    private static Task<int> MakeDueAsync(IQueryable<Mailbox> mailboxes, DateTime now, CancellationToken cancellationToken, bool full = false)
    {
        var atOnce = NightSlot.AtOnce(now);
        return Deadlocks.RetryAsync(() => mailboxes.ExecuteUpdateAsync(
            set => set
                .SetProperty(m => m.RequestedVersion, m => m.RequestedVersion + 1)
                .SetProperty(m => m.NextDueAt, now)
                .SetProperty(m => m.FullComparisonDueAt, m => full ? atOnce : m.FullComparisonDueAt),
            cancellationToken));
    }
}
