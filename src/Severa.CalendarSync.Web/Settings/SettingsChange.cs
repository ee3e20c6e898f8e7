using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Jobs;

namespace Severa.CalendarSync.Web.Settings;

/// <summary>What every saved change of settings sets in motion: a run of all mailboxes that are switched on (R21).</summary>
public sealed class SettingsChange(SyncTrigger trigger, MailboxSwitch mailboxes)
{
    public Task RequestRunsAsync(CancellationToken cancellationToken) => trigger.RequestAllAsync(cancellationToken);

    /// <summary>The window is another one: every mailbox compares everything, because only then its window moves.</summary>
    public Task RequestFullRunsAsync(CancellationToken cancellationToken) => trigger.RequestAllAsync(cancellationToken, full: true);

    /// <summary>Nothing may sync any more: runs in progress end at their next durable step.</summary>
    public Task StopRunsAsync(CancellationToken cancellationToken) => mailboxes.StopRunsAsync(cancellationToken);
}
