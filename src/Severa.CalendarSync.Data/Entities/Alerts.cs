namespace Severa.CalendarSync.Data.Entities;

/// <summary>What administrators are told by themselves. Stored by name.</summary>
public enum AlertCause
{
    /// <summary>A connection waits because of an error that does not end by itself; the subject is its id.</summary>
    ConnectionStopped,

    /// <summary>A certificate ends soon; the subject is its connection's id.</summary>
    SecretEnds,
    MailboxesFailing,
    MailboxStale,
    DeletionsStopped,
    OtherInstallation,
    ClockFar,
    JobsSilent,

    /// <summary>Never stored: "Send a test".</summary>
    Test,
}

public enum AlertChannel
{
    Mail,
    Webhook,
}

public enum AlertEvent
{
    Opened,
    Ended,
}

/// <summary>Something administrators should know. One row while it lasts, kept for a while afterwards.</summary>
public sealed class AlertRow
{
    public const int MaxSubject = 40;

    public Guid Id { get; set; }

    public AlertCause Cause { get; set; }

    /// <summary>An id where the cause can be there several times; else empty.</summary>
    public required string Subject { get; set; }

    /// <summary>1 stands for E1; null where no error has that number.</summary>
    public int? Number { get; set; }

    /// <summary>How bad; told again when it rises.</summary>
    public int Level { get; set; }

    /// <summary>Mailboxes, minutes or days, as the cause counts.</summary>
    public int Value { get; set; }

    public DateTime OpenedAt { get; set; }

    public DateTime? EndedAt { get; set; }

    public ICollection<AlertNews> News { get; } = [];
}

/// <summary>One message about an alert to one place.</summary>
public sealed class AlertNews
{
    public Guid Id { get; set; }

    public Guid AlertId { get; set; }

    public AlertRow? Alert { get; set; }

    public AlertChannel Channel { get; set; }

    /// <summary>A mail's address; empty for the webhook.</summary>
    public required string Recipient { get; set; }

    public AlertEvent Event { get; set; }

    public int Level { get; set; }

    public DateTime MadeAt { get; set; }

    public DateTime NextTryAt { get; set; }

    public int Tries { get; set; }

    /// <summary>A node is sending it; nobody else does until then.</summary>
    public DateTime? ClaimedUntil { get; set; }

    public DateTime? SentAt { get; set; }

    public DateTime? GivenUpAt { get; set; }

    /// <summary>Why the last try failed: a word and a number, nothing the other side said.</summary>
    public string? Problem { get; set; }
}

/// <summary>Who is told, and when: at most one row. Without it nobody is told anything.</summary>
public sealed class AlertSettings
{
    public const int DefaultFailingPercent = 20;

    public int Id { get; set; } = 1;

    /// <summary>Mail addresses, one per line.</summary>
    public string? Recipients { get; set; }

    /// <summary><c>en</c> or <c>fi</c>.</summary>
    public string Language { get; set; } = "en";

    public string? WebhookUrl { get; set; }

    /// <summary>Key of the signatures. Encrypted at rest; write-only for every page.</summary>
    public string? WebhookSecret { get; set; }

    /// <summary>From this share of failing mailboxes on.</summary>
    public int FailingPercent { get; set; } = DefaultFailingPercent;

    /// <summary>Raised by every save.</summary>
    public long Version { get; set; }

    public IReadOnlyList<string> Addresses => (Recipients ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
