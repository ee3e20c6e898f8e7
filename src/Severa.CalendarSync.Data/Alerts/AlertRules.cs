using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Startup;

namespace Severa.CalendarSync.Data.Alerts;

/// <summary>What the database says, as far as alerts go.</summary>
public sealed record AlertFacts
{
    public required DateTime Now { get; init; }

    /// <summary>The add-on is on, and runs are made.</summary>
    public bool IsSyncing { get; init; }

    public int IntervalMinutes { get; init; }

    public int FailingPercent { get; init; } = AlertSettings.DefaultFailingPercent;

    public DateTime? DeletionsStoppedAt { get; init; }

    public IReadOnlyList<ConnectionFacts> Connections { get; init; } = [];

    /// <summary>Mailboxes that are to be synchronized.</summary>
    public int Mailboxes { get; init; }

    /// <summary>Those of them whose last run failed.</summary>
    public int Failing { get; init; }

    public int OtherInstallations { get; init; }

    public int FarClocks { get; init; }

    /// <summary>Of those that are well and whose connection is: when the one succeeded that waits longest.</summary>
    public DateTime? StalestSince { get; init; }
}

/// <param name="Id">The connection.</param>
/// <param name="ErrorNumber">What is wrong with it; null: nothing.</param>
/// <param name="SecretEndsAt">When its certificate ends; null where that is not known.</param>
public sealed record ConnectionFacts(Guid Id, int? ErrorNumber, DateTime? SecretEndsAt);

/// <summary>When there is a cause, and how soon it is told. Pure.</summary>
public static class AlertRules
{
    /// <summary>A server that asks to be left alone ends that by itself (R22).</summary>
    private const int Busy = 22;
    private const int SecretEnded = 31;
    private const int DeletionsHeld = 28;
    private const int Clock = 25;

    /// <summary>One of three mailboxes is no share.</summary>
    private const int FewestFailing = 2;

    /// <summary>Days before the end at which it is told: the first, the second, the third time.</summary>
    private static readonly int[] DaysBefore = [30, 7, 1];

    private static readonly TimeSpan ShortestStale = TimeSpan.FromMinutes(15);

    /// <summary>A cause that ends sooner was no cause: nobody is told. What is over for a moment only is not over either.</summary>
    public static TimeSpan WaitBefore(AlertCause cause, AlertEvent what) => (cause, what) switch
    {
        (_, AlertEvent.Ended) => TimeSpan.FromMinutes(5),
        (AlertCause.MailboxesFailing, _) => TimeSpan.FromMinutes(10),
        (AlertCause.ConnectionStopped or AlertCause.ClockFar or AlertCause.MailboxStale, _) => TimeSpan.FromMinutes(2),
        _ => TimeSpan.Zero,
    };

    public static IEnumerable<Observation> Of(AlertFacts facts) =>
        [.. facts.Connections.SelectMany(connection => Of(connection, facts.Now)), .. OfMailboxes(facts), .. OfOrganization(facts)];

    private static IEnumerable<Observation> Of(ConnectionFacts connection, DateTime now)
    {
        var subject = connection.Id.ToString("N");
        if (connection.ErrorNumber is { } number and not Busy)
        {
            yield return new Observation(AlertCause.ConnectionStopped, subject, number);
        }

        if (connection.SecretEndsAt is { } end && DaysBefore.Count(days => end - now <= TimeSpan.FromDays(days)) is > 0 and var level)
        {
            yield return new Observation(AlertCause.SecretEnds, subject, end <= now ? SecretEnded : null, level, Math.Max(0, (int)Math.Ceiling((end - now).TotalDays)));
        }
    }

    private static IEnumerable<Observation> OfMailboxes(AlertFacts facts)
    {
        if (!facts.IsSyncing)
        {
            yield break;
        }

        if (facts.Failing >= FewestFailing && facts.Failing * 100 >= facts.FailingPercent * facts.Mailboxes)
        {
            yield return new Observation(AlertCause.MailboxesFailing, Value: facts.Failing);
        }

        var longest = TimeSpan.FromMinutes(3 * facts.IntervalMinutes);
        if (facts.StalestSince is { } since && facts.Now - since > (longest > ShortestStale ? longest : ShortestStale))
        {
            yield return new Observation(AlertCause.MailboxStale, Value: (int)(facts.Now - since).TotalMinutes);
        }
    }

    private static IEnumerable<Observation> OfOrganization(AlertFacts facts)
    {
        if (facts.DeletionsStoppedAt is not null)
        {
            yield return new Observation(AlertCause.DeletionsStopped, Number: DeletionsHeld);
        }

        if (facts.OtherInstallations > 0)
        {
            yield return new Observation(AlertCause.OtherInstallation, Number: Installation.ErrorNumber, Value: facts.OtherInstallations);
        }

        if (facts.FarClocks > 0)
        {
            yield return new Observation(AlertCause.ClockFar, Number: Clock);
        }
    }
}
