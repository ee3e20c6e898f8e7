using Severa.CalendarSync.Connectors.Exchange.Notifications;

namespace Severa.CalendarSync.Web.Notifications;

/// <summary>Settings of section <c>Notifications</c>.</summary>
public sealed class NotificationOptions
{
    public const string Section = "Notifications";

    /// <summary>Listen to Exchange, so that a change in Outlook is found in seconds. Off: the regular check finds it. Default: on.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long to wait after the last sign of a change before looking: one action of a user raises several. Default: 1 second.</summary>
    public TimeSpan Debounce { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Mailboxes that share one open connection, 1 to 200. Default: 200.</summary>
    public int MailboxesPerConnection { get; set; } = ListeningGroup.Most;
}
