namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>How the service stands at one moment: numbers only.</summary>
public sealed record ServiceState
{
    /// <summary>A mailbox that was not checked for so many intervals is late: the objective of docs/operations.md.</summary>
    public const int LateAfterIntervals = 3;

    /// <summary>UTC, by the clock of the database.</summary>
    public required DateTime At { get; init; }

    public required TimeSpan Interval { get; init; }

    /// <summary>Mailboxes that are switched on and that nothing of the organisation, the person or the mailbox stands against.</summary>
    public int Synced { get; init; }

    /// <summary>Those of them whose last success is at most <see cref="LateAfterIntervals"/> intervals ago.</summary>
    public int InTime { get; init; }

    /// <summary>The last success of the one that has waited longest; since it was switched on, where there was none.</summary>
    public DateTime? StalestSince { get; init; }

    /// <summary>Mailboxes whose turn has come, and that nobody has picked.</summary>
    public int Due { get; init; }

    /// <summary>The turn of the one that has waited longest for somebody to pick it.</summary>
    public DateTime? DueSince { get; init; }

    /// <summary>Picked, and waiting for a worker.</summary>
    public int Queued { get; init; }

    public int Running { get; init; }

    /// <summary>Deletions and new times that wait for a person.</summary>
    public int Held { get; init; }

    /// <summary>When the certificates end that connections sign in with.</summary>
    public IReadOnlyList<CertificateEnd> Certificates { get; init; } = [];

    public TimeSpan StalestFor => At - (StalestSince ?? At) is var age && age > TimeSpan.Zero ? age : TimeSpan.Zero;

    public TimeSpan DueFor => At - (DueSince ?? At) is var age && age > TimeSpan.Zero ? age : TimeSpan.Zero;
}

/// <summary>The end of the certificate that a connection signs in with.</summary>
/// <param name="EndsAt">UTC.</param>
public sealed record CertificateEnd(Guid ConnectionId, DateTime EndsAt);
