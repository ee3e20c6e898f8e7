namespace Severa.CalendarSync.Sandbox.Notifications;

/// <summary>What subscribers are told. The names on the wire end in "Event".</summary>
public enum MailboxEventKind
{
    Created,
    Modified,
    Deleted,
    Moved,
}

/// <summary>
/// Something that happened to an item, or to a folder where there is no item. One thing a user does makes several of them.
/// See https://learn.microsoft.com/exchange/client-developer/exchange-web-services/notification-subscriptions-mailbox-events-and-ews-in-exchange.
/// </summary>
public sealed record MailboxEvent(MailboxEventKind Kind, DateTimeOffset At, string Folder)
{
    public string? ItemId { get; init; }

    public string ChangeKey { get; init; } = "";

    /// <summary>Where a moved item was before, and what its id was.</summary>
    public string? OldFolder { get; init; }

    public string? OldItemId { get; init; }
}
