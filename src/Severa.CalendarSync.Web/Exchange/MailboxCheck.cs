namespace Severa.CalendarSync.Web.Exchange;

/// <summary>A check of all mailboxes (P6), while it goes on and afterwards.</summary>
public sealed record MailboxCheck
{
    /// <summary>Longer than any mailbox takes, and than another node needs to go on after one that died.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromMinutes(10);

    public required Guid Id { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>UTC; null before its end.</summary>
    public required DateTime? EndedAt { get; init; }

    /// <summary>Nobody has heard of it for so long that nobody works at it any more.</summary>
    public required bool IsLost { get; init; }

    /// <summary>Whose mailboxes there were to check when it began.</summary>
    public required int Total { get; init; }

    /// <summary>By account: what was wrong (1 stands for E1), or null where all was well.</summary>
    public required IReadOnlyDictionary<Guid, int?> Results { get; init; }

    public bool IsRunning => EndedAt is null && !IsLost;

    public int Failed => Results.Values.Count(number => number is not null);
}
