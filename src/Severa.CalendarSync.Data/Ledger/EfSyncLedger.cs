using System.Data.Common;
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
    private const long NotOpen = 0;

    private RunMark _run;
    private long _token = NotOpen;

    /// <summary>See <see cref="MailboxQueue.IsRunWantedAsync"/>: asked by the statement that takes the lease.</summary>
    internal bool OnlyIfWanted { get; init; }

    /// <summary>What had been asked for when the run's settings were read: all it can answer. Null: it goes by no settings.</summary>
    public RunRequest? Request { get; set; }

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
        _run = new RunMark(Guid.CreateVersion7(time.GetUtcNow()), Request ?? RunRequest.Of(mailbox), mailbox.ExpectedPlan);
        Volatile.Write(ref _token, mailbox.LeaseToken);
        return snapshot with { RunId = _run.RunId };
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
        FencedAsync((db, now) => new BatchWriter(db, mailboxId, _run.RunId, now).WriteAsync(batch, cancellationToken), cancellationToken);

    public async Task CompleteAsync(RunReport report, CancellationToken cancellationToken)
    {
        await FencedAsync((db, now) => new RunCompletion(db, mailboxId, _run, now).WriteAsync(report, cancellationToken), cancellationToken);
        Volatile.Write(ref _token, NotOpen);
    }

    /// <summary>Until it is disposed, the lease is renewed from time to time; while the ledger is not open there is none.</summary>
    public LeaseKeeper KeepLease(CancellationToken cancellationToken) => new(IsKeptAsync, options.LeaseTime / 3, time, cancellationToken);

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
        var until = Now + options.LeaseTime;
        return await ExtendAsync(db, until, cancellationToken) ? until : throw new LeaseLostException();
    }

    private async Task<bool> ExtendAsync(SyncDbContext db, DateTime until, CancellationToken cancellationToken)
    {
        var token = _token == NotOpen ? throw new InvalidOperationException("The ledger is not open.") : _token;
        // One that was given back is not taken again.
        return await db.Mailboxes
            .Where(m => m.Id == mailboxId && m.LeaseToken == token && m.LeaseUntil != null)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.LeaseUntil, until), cancellationToken) == 1;
    }

    /// <summary>False: another worker has it. Whatever else went wrong shows at the run's next durable step.</summary>
    private async Task<bool> IsKeptAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _token) == NotOpen)
        {
            return true;
        }

        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            return await ExtendAsync(db, Now + options.LeaseTime, cancellationToken);
        }
        catch (Exception e) when (e is DbException or TimeoutException or InvalidOperationException)
        {
            return true;
        }
    }
}
