using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Providers;

namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>
/// One change of one account's mailbox in one transaction. Counters that a run or a trigger raises too are raised by statements,
/// never by what was read before.
/// </summary>
internal sealed class MailboxChange(SyncDbContext db, Mailbox mailbox, DateTime now, CancellationToken cancellationToken)
{
    public SyncDbContext Db => db;

    public Mailbox Mailbox => mailbox;

    public DateTime Now => now;

    public CancellationToken CancellationToken => cancellationToken;

    private IQueryable<Mailbox> Row => db.Mailboxes.Where(m => m.Id == mailbox.Id);

    private IQueryable<LinkRow> Links => db.Links.Where(l => l.MailboxId == mailbox.Id);

    /// <summary>Finds the account's mailbox, or makes it: switched off and not proved. Then changes it, and notes that. Returns its id.</summary>
    public static Task<Guid> MakeAsync(
        IDbContextFactory<SyncDbContext> contexts,
        TimeProvider time,
        Guid accountId,
        Func<MailboxChange, Task> change,
        CancellationToken cancellationToken,
        AuditRow? note = null) => Deadlocks.RetryAsync(async () =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var mailbox = await HoldAsync(db, accountId, cancellationToken) ?? await AddAsync(db, time, accountId, cancellationToken);
        await change(new MailboxChange(db, mailbox, time.GetUtcNow().UtcDateTime, cancellationToken));
        db.Audit.AddRange(note is null ? [] : [note]);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return mailbox.Id;
    });

    /// <summary>
    /// The account's mailbox, which no run and nobody else changes until the transaction ends: read after it is held, so that
    /// what is decided by it is still true when it is written.
    /// </summary>
    public static async Task<Mailbox?> HoldAsync(SyncDbContext db, Guid accountId, CancellationToken cancellationToken)
    {
        var row = db.Mailboxes.Where(m => m.AccountId == accountId);
        return await row.ExecuteUpdateAsync(set => set.SetProperty(m => m.LeaseToken, m => m.LeaseToken), cancellationToken) == 0
            ? null
            : await row.SingleAsync(cancellationToken);
    }

    public static string Normal(string address) => address.Trim().ToLowerInvariant();

    /// <summary>The account's sign-in address is its Exchange address.</summary>
    public static async Task<string> AddressOfAsync(SyncDbContext db, Guid accountId, CancellationToken cancellationToken) =>
        Normal(await db.Users.Where(a => a.Id == accountId).Select(a => a.Email).SingleAsync(cancellationToken) ?? "");

    public async Task MakeDueAsync()
    {
        mailbox.NextDueAt = now;
        await Row.ExecuteUpdateAsync(set => set.SetProperty(m => m.RequestedVersion, m => m.RequestedVersion + 1), cancellationToken);
    }

    /// <summary>A run in progress ends at its next durable step. Its lease stays until it runs out: a call may still be on its way.</summary>
    public async Task StopRunAsync()
    {
        mailbox.RunningSince = null;
        (mailbox.QueuedUntil, mailbox.QueueClaim, mailbox.QuietUntil) = (null, null, null);
        await Row.ExecuteUpdateAsync(set => set.SetProperty(m => m.LeaseToken, m => m.LeaseToken + 1), cancellationToken);
    }

    /// <summary>Off: nothing is synced, everything is remembered.</summary>
    /// <param name="removeCopies">A last run removes what this service made (R12).</param>
    public async Task SwitchOffAsync(bool removeCopies = false)
    {
        mailbox.IsEnabled = false;
        (mailbox.ExpectedPlan, mailbox.PlanMovedAt) = (null, null);
        await StopRunAsync();
        if (removeCopies)
        {
            mailbox.HasRequests = true;
            await CopyRemoval.Copies(db).Where(l => l.MailboxId == mailbox.Id)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(l => l.Decision, LinkDecision.RemoveCopy).SetProperty(l => l.RetryAt, l => l.RetryAt > now ? now : l.RetryAt), cancellationToken);
            await CopiesUnderWay.DecideAsync(Db, mailbox.Id, LinkDecision.RemoveCopy, cancellationToken);
            await MakeDueAsync();
        }

        await Links.Where(l => l.State == LinkState.Active).ExecuteUpdateAsync(
            set => set.SetProperty(l => l.State, LinkState.Dormant).SetProperty(l => l.StateReason, Reason.SwitchedOff), cancellationToken);
    }

    /// <summary>
    /// On again: the pairs wake with their old base, and what was deleted meanwhile waits for the user (R27). Those that were set aside
    /// are looked at as well: later nobody could tell any more when their half was deleted.
    /// </summary>
    public async Task WakeAsync()
    {
        mailbox.HoldAllDeletions = true;
        if (mailbox.HasRequests)
        {
            // A run that carries them out while he was off would let the pairs it has read go on resting.
            await StopRunAsync();
        }

        await WithdrawRemovalAsync();
        await Links.Where(l => l.RetryAt > now).ExecuteUpdateAsync(set => set.SetProperty(l => l.RetryAt, now), cancellationToken);
        await Links.Where(l => l.State == LinkState.Dormant && l.StateReason == Reason.SwitchedOff).ExecuteUpdateAsync(
            set => set.SetProperty(l => l.State, LinkState.Active).SetProperty(l => l.StateReason, Reason.None), cancellationToken);
    }

    /// <summary>
    /// The copies stay after all: whatever switching off had marked, also what rests for another reason. Only copies of an unticked
    /// type still go: an administrator decided that.
    /// </summary>
    public async Task WithdrawRemovalAsync()
    {
        await Links.Where(l => l.Decision == LinkDecision.RemoveCopy && l.StateReason != Reason.TypeNotTicked)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Decision, LinkDecision.None), cancellationToken);
        await CopiesUnderWay.DecideAsync(Db, mailbox.Id, LinkDecision.None, cancellationToken);
    }

    public Task VoidProofAsync()
    {
        mailbox.ProvedAt = null;
        return StopRunAsync();
    }

    private static async Task<Mailbox> AddAsync(SyncDbContext db, TimeProvider time, Guid accountId, CancellationToken cancellationToken)
    {
        // Somebody else may be making it: whoever comes second finds it.
        await db.GoAloneAsync(cancellationToken);
        if (await HoldAsync(db, accountId, cancellationToken) is { } made)
        {
            return made;
        }

        var mailbox = new Mailbox { Id = Guid.CreateVersion7(time.GetUtcNow()), AccountId = accountId, Address = await AddressOfAsync(db, accountId, cancellationToken) };
        db.Mailboxes.Add(mailbox);
        await db.SaveChangesAsync(cancellationToken);
        return mailbox;
    }
}
