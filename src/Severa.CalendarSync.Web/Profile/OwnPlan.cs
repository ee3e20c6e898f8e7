using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>The reader agrees to the plan he was shown: the next run of his own mailbox does just that, or nothing.</summary>
public sealed class OwnPlan(MailboxSwitch mailboxes, SyncTrigger trigger, Audit audit, Reader reader)
{
    /// <param name="plan">The fingerprint of the plan; null lets ordinary runs go on.</param>
    /// <param name="switchOn">Switch the sync on with it, where it is off.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SwitchRefusedException">E17, E26 or E32.</exception>
    public async Task AgreeAsync(string? plan, bool switchOn, CancellationToken cancellationToken)
    {
        // First the plan, then the switch: no run can come in between.
        var mailboxId = await mailboxes.AgreeAsync(reader.Id, plan, cancellationToken);
        if (switchOn)
        {
            await SwitchOnAsync(cancellationToken);
        }

        await trigger.RequestAsync([mailboxId], cancellationToken);
    }

    private async Task SwitchOnAsync(CancellationToken cancellationToken)
    {
        try
        {
            await mailboxes.EnableAsync(reader.Id, cancellationToken, audit.Note(AuditAction.SyncSwitchedOn, reader.Id));
        }
        catch (SwitchRefusedException)
        {
            // Still off: a later switching on is not about this plan.
            await mailboxes.AgreeAsync(reader.Id, plan: null, cancellationToken);
            throw;
        }
    }
}
