using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Providers;

namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>
/// The switch of the profile page. Only the account itself ever switches on; whatever stops a mailbox
/// also raises the fencing token, so that a run in progress ends at its next durable step. A note for the audit (P12) is written
/// in the transaction of the change.
/// </summary>
public sealed class MailboxSwitch(IDbContextFactory<SyncDbContext> contexts, TimeProvider time)
{
    /// <summary>The account's mailbox; made, switched off and not proved, where there is none.</summary>
    public Task<Guid> EnsureAsync(Guid accountId, CancellationToken cancellationToken) =>
        MailboxChange.MakeAsync(contexts, time, accountId, _ => Task.CompletedTask, cancellationToken);

    /// <summary>
    /// Switches on for the account that acts, which the caller takes from the sign-in: there is no way to do it for somebody else.
    /// The first run is due at once.
    /// </summary>
    /// <exception cref="SwitchRefusedException">E17, E26 or E32.</exception>
    public Task<Guid> EnableAsync(Guid actingAccountId, CancellationToken cancellationToken, AuditRow? note = null) =>
        MailboxChange.MakeAsync(contexts, time, actingAccountId, EnableAsync, cancellationToken, note);

    /// <summary>Switches off; links become dormant (R27).</summary>
    /// <param name="accountId">Whose sync.</param>
    /// <param name="reason">An administrator's reason, shown to the user; null when he does it himself.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="removeCopies">The copies this service made go as well (R12): a last run removes them.</param>
    /// <param name="note">For the audit.</param>
    public Task<Guid> DisableAsync(Guid accountId, string? reason, CancellationToken cancellationToken, bool removeCopies = false, AuditRow? note = null) => MailboxChange.MakeAsync(
        contexts,
        time,
        accountId,
        async change =>
        {
            change.Mailbox.PauseReason = reason ?? change.Mailbox.PauseReason;
            if (change.Mailbox.IsEnabled)
            {
                await change.SwitchOffAsync(removeCopies);
            }
        },
        cancellationToken,
        note);

    /// <summary>The same as a part of a larger change, which the caller saves; a run that only carries out requests ends too.</summary>
    public async Task StopAsync(SyncDbContext db, Guid accountId, CancellationToken cancellationToken)
    {
        if (await MailboxChange.HoldAsync(db, accountId, cancellationToken) is { } mailbox)
        {
            var change = new MailboxChange(db, mailbox, time.GetUtcNow().UtcDateTime, cancellationToken);
            await (mailbox.IsEnabled ? change.SwitchOffAsync() : change.StopRunAsync());
        }
    }

    /// <summary>Runs in progress end at their next durable step, everybody's. Leases stay until they run out: a call may still be on its way.</summary>
    public async Task StopRunsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await Deadlocks.RetryAsync(() => db.Mailboxes
            .Where(m => m.LeaseUntil != null || m.QueuedUntil != null || m.RunningSince != null)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(m => m.LeaseToken, m => m.LeaseToken + 1)
                    .SetProperty(m => m.RunningSince, (DateTime?)null)
                    .SetProperty(m => m.QueuedUntil, (DateTime?)null)
                    .SetProperty(m => m.QueueClaim, (Guid?)null),
                cancellationToken));
    }

    /// <summary>An administrator's pause: links and base stay as they are.</summary>
    public Task<Guid> PauseAsync(Guid accountId, string reason, CancellationToken cancellationToken, AuditRow? note = null) => MailboxChange.MakeAsync(
        contexts,
        time,
        accountId,
        change =>
        {
            change.Mailbox.PausedAt ??= change.Now;
            change.Mailbox.PauseReason = reason;
            return change.StopRunAsync();
        },
        cancellationToken,
        note);

    public Task<Guid> EndPauseAsync(Guid accountId, CancellationToken cancellationToken, AuditRow? note = null) => MailboxChange.MakeAsync(
        contexts,
        time,
        accountId,
        change =>
        {
            change.Mailbox.PausedAt = null;
            change.Mailbox.PauseReason = null;
            return change.MakeDueAsync();
        },
        cancellationToken,
        note);

    /// <summary>The owner agreed to a preview: the next run does just that, or nothing.</summary>
    /// <param name="actingAccountId">Whose mailbox.</param>
    /// <param name="plan">The fingerprint of the plan he saw; null lets ordinary runs go on.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<Guid> AgreeAsync(Guid actingAccountId, string? plan, CancellationToken cancellationToken) => MailboxChange.MakeAsync(
        contexts,
        time,
        actingAccountId,
        change =>
        {
            change.Mailbox.ExpectedPlan = plan;
            change.Mailbox.PlanMovedAt = null;
            return change.MakeDueAsync();
        },
        cancellationToken);

    private static async Task EnableAsync(MailboxChange change)
    {
        await CheckMayEnableAsync(change);
        var mailbox = change.Mailbox;
        if (mailbox.IsEnabled)
        {
            return;
        }

        if (mailbox.EnabledAt is not null)
        {
            await change.WakeAsync();
        }

        mailbox.IsEnabled = true;
        mailbox.PlanMovedAt = null;
        mailbox.EnabledAt = change.Now;
        mailbox.FullComparisonDueAt = null;
        mailbox.PauseReason = mailbox.PausedAt is null ? null : mailbox.PauseReason;
        await change.MakeDueAsync();
    }

    private static async Task CheckMayEnableAsync(MailboxChange change)
    {
        var rule = await change.Db.Organizations.Select(o => new { o.IsAddOnOn, o.WhoMaySwitchOn }).SingleAsync(change.CancellationToken);
        if (!rule.IsAddOnOn)
        {
            throw new SwitchRefusedException(SwitchRefusedException.AddOnOff);
        }

        var account = change.Db.Users.Where(a => a.Id == change.Mailbox.AccountId && a.IsActive);
        var mayHe = rule.WhoMaySwitchOn switch
        {
            WhoMaySwitchOn.Everyone => await account.AnyAsync(change.CancellationToken),
            WhoMaySwitchOn.ChosenPeople => await account.AnyAsync(a => a.IsChosen, change.CancellationToken),
            _ => false,
        };
        if (!mayHe)
        {
            throw new SwitchRefusedException(SwitchRefusedException.NotChosen);
        }

        if (change.Mailbox.ProvedAt is null)
        {
            throw new SwitchRefusedException(SwitchRefusedException.NotProved);
        }
    }
}
