using System.ComponentModel.DataAnnotations;

namespace Severa.CalendarSync.Sandbox.Notifications;

/// <summary>How the simulated Exchange notifies, section <c>Sandbox:Notifications</c>.</summary>
public sealed class SandboxNotificationOptions
{
    /// <summary>How often an open connection says "OK" when there is nothing else to say.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>Most subscriptions of one payer (EWSMaxSubscriptions): 20 in Office 365, 5000 in Exchange 2013.</summary>
    [Range(0, int.MaxValue)]
    public int MaxSubscriptions { get; set; } = 5000;

    /// <summary>Most open connections of one payer (HangingConnectionLimit): 10, and 3 in Exchange 2013.</summary>
    [Range(0, int.MaxValue)]
    public int HangingConnectionLimit { get; set; } = 10;

    /// <summary>The account that signs in pays, as before Exchange 2010 SP2 RU4; otherwise the mailbox that is acted in.</summary>
    public bool CallerPays { get; set; }

    /// <summary>Back ends. With more than one, mailboxes are spread over them and a subscription lives on the one that made it.</summary>
    [Range(1, 100)]
    public int BackEnds { get; set; } = 1;

    /// <summary>Events kept for each mailbox. What falls out before it was told is missed.</summary>
    [Range(1, 1_000_000)]
    public int EventsKept { get; set; } = 1000;
}
