using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Notifications;

/// <summary>What a subscriber asked for.</summary>
/// <param name="Lifetime">How long a pull subscription lives without being asked, a streaming one without a connection.</param>
/// <param name="Folders">The folders; null means all.</param>
/// <param name="EventTypes">Names as on the wire.</param>
internal sealed record SubscriptionTerms(bool IsStreaming, TimeSpan Lifetime, IReadOnlySet<string>? Folders, IReadOnlySet<string> EventTypes)
{
    public bool Cover(MailboxEvent happened) =>
        EventTypes.Contains(happened.Kind + "Event")
        && (Folders is null || Folders.Contains(happened.Folder) || (happened.OldFolder is { } old && Folders.Contains(old)));
}

/// <summary>One subscription of one mailbox, on one back end. The hub's lock guards it.</summary>
internal sealed class Subscription(string id, Mailbox mailbox, string account, int backEnd, SubscriptionTerms terms)
{
    public string Id => id;

    public Mailbox Mailbox => mailbox;

    /// <summary>The account that signed in to make it.</summary>
    public string Account => account;

    public int BackEnd => backEnd;

    public SubscriptionTerms Terms => terms;

    /// <summary>Number of the last event that was told.</summary>
    public long Position { get; set; }

    /// <summary>When it was made, asked, or lost its connection.</summary>
    public DateTimeOffset LastContact { get; set; }

    public StreamConnection? Connection { get; set; }

    public bool IsExpired(DateTimeOffset now) => Connection is null && now - LastContact >= terms.Lifetime;
}
