using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Providers;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>
/// The ledger in the database. The lease is taken with one conditional statement; its token fences off every later
/// transaction of a worker that lost it. The clock is the database's (<see cref="Startup.DatabaseClock"/>).
/// </summary>
public sealed class EfSyncLedger(IDbContextFactory<SyncDbContext> contexts, Guid mailboxId, TimeProvider time, LedgerOptions options) : ISyncLedger, IWriteFence
{
    private Guid _runId;
    private long? _token;
    private long _requestedVersion;

    /// <summary>See <see cref="MailboxQueue.IsRunWantedAsync"/>: asked by the statement that takes the lease.</summary>
    internal bool OnlyIfWanted { get; init; }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<LedgerSnapshot?> OpenAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await TakeLeaseAsync(db, cancellationToken))
        {
            return null;
        }

        var mailbox = await db.Mailboxes.AsNoTracking().SingleAsync(m => m.Id == mailboxId, cancellationToken);
        var snapshot = await new SnapshotReader(db, mailbox, Now).ReadAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        (_token, _requestedVersion, _runId) = (mailbox.LeaseToken, mailbox.RequestedVersion, Guid.CreateVersion7(time.GetUtcNow()));
        return snapshot with { RunId = _runId };
    }

    public async Task<RecentWrites> RecentWritesAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await new RecentWritesReader(db, mailboxId, Now).ReadAsync(cancellationToken);
    }

    public async Task<DateTimeOffset> RenewAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await HoldLeaseAsync(db, cancellationToken)).ToOffset();
    }

    public Task IntendAsync(IReadOnlyList<Intent> intents, IReadOnlyList<Conflict> conflicts, CancellationToken cancellationToken) =>
        FencedAsync(
            async (db, _) =>
            {
                db.Intents.AddRange(intents.Select(i => i.ToRow(mailboxId)));
                await new ConflictLog(db, mailboxId).AddAsync(conflicts, cancellationToken);
            },
            cancellationToken);

    public Task RecordAsync(LedgerBatch batch, CancellationToken cancellationToken) =>
        FencedAsync((db, now) => new BatchWriter(db, mailboxId, _runId, now).WriteAsync(batch, cancellationToken), cancellationToken);

    public async Task CompleteAsync(RunReport report, CancellationToken cancellationToken)
    {
        await FencedAsync(
            (db, now) => new RunCompletion(db, mailboxId, new RunMark(_runId, _requestedVersion), now).WriteAsync(report, cancellationToken), cancellationToken);
        _token = null;
    }

    public Task HoldAsync(SyncDbContext db, CancellationToken cancellationToken) => HoldLeaseAsync(db, cancellationToken);

    private async Task<bool> TakeLeaseAsync(SyncDbContext db, CancellationToken cancellationToken)
    {
        var now = Now;
        var until = now + options.LeaseTime;
        var mailboxes = OnlyIfWanted ? DueMailboxes.Runnable(db, now).Where(DueMailboxes.IsRunWanted(now)) : db.Mailboxes.Where(m => m.ProvedAt != null);
        return await mailboxes
            .Where(m => m.Id == mailboxId && (m.LeaseUntil == null || m.LeaseUntil <= now))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(m => m.LeaseToken, m => m.LeaseToken + 1)
                    .SetProperty(m => m.LeaseUntil, until)
                    .SetProperty(m => m.RunningSince, now)
                    .SetProperty(m => m.QueuedUntil, (DateTime?)null)
                    .SetProperty(m => m.QueueClaim, (Guid?)null)
                    .SetProperty(m => m.QuietUntil, (DateTime?)null)
                    .SetProperty(m => m.ProgressDone, 0)
                    .SetProperty(m => m.ProgressTotal, 0),
                cancellationToken) == 1;
    }

    /// <summary>One transaction that begins by holding the lease: on another worker's token nothing of it is written.</summary>
    private Task FencedAsync(Func<SyncDbContext, DateTime, Task> work, CancellationToken cancellationToken) => Deadlocks.RetryAsync(async () =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await HoldLeaseAsync(db, cancellationToken);
        await work(db, Now);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    });

    private async Task<DateTime> HoldLeaseAsync(SyncDbContext db, CancellationToken cancellationToken)
    {
        var token = _token ?? throw new InvalidOperationException("The ledger is not open.");
        var until = Now + options.LeaseTime;
        var held = await db.Mailboxes
            .Where(m => m.Id == mailboxId && m.LeaseToken == token)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.LeaseUntil, until), cancellationToken);
        return held == 1 ? until : throw new LeaseLostException();
    }
}
