using Severa.CalendarSync.Sandbox.Faults;

namespace Severa.CalendarSync.Web.Tests.Faults;

/// <summary>Who is told of a fault, and where.</summary>
public enum Told
{
    /// <summary>The service deals with it.</summary>
    Nobody,

    /// <summary>The owner on his profile and his runs, administrators among the users.</summary>
    Owner,

    /// <summary>Everybody who has to wait on his profile, administrators on the overview, among the users and at the connection's settings.</summary>
    Everybody,

    /// <summary>The owner, beside the entry in his history.</summary>
    OwnerOfEntry,

    /// <summary>Administrators on the overview.</summary>
    Administrators,
}

/// <summary>What brings everybody back into sync once the fault is over.</summary>
public enum Cure
{
    /// <summary>The next try, at the time the page told.</summary>
    Time,

    /// <summary>The owner presses "Sync now".</summary>
    SyncNow,

    /// <summary>An administrator tests the connection, and nothing else.</summary>
    ConnectionTest,
}

/// <summary>A fault, and what people are to read while it lasts.</summary>
/// <param name="Kind">The fault.</param>
/// <param name="Error">Its number for people; null: none.</param>
/// <param name="Told">Who reads it.</param>
/// <param name="Cure">What helps afterwards.</param>
/// <param name="MostWasted">Requests that a run may waste on it.</param>
internal sealed record FaultRow(FaultKind Kind, int? Error, Told Told, Cure Cure, int MostWasted)
{
    private const int FiveMinutes = 5 * 60_000;

    /// <summary>Milliseconds of a single such request that nobody is to notice; null where the service cannot bridge it.</summary>
    public int? OnceFor { get; init; }

    public bool IsSlow => Kind is FaultKind.Slow or FaultKind.SlowBody;

    /// <summary>It spoils nothing.</summary>
    public bool IsHarmless => Kind == FaultKind.ClockSkew;

    /// <summary>Nobody is told: it is over before the page can be read.</summary>
    public bool IsBridged => Told == Told.Nobody;

    /// <summary>Aino's mailbox has it; a wrong clock is the whole server's.</summary>
    public FaultRule Lasting => new(Kind, Told == Told.Administrators ? null : AppFactory.Aino, Milliseconds: FiveMinutes, IsLasting: Kind != FaultKind.MailboxMoved);

    public FaultRule Once => new(Kind, AppFactory.Aino, Milliseconds: OnceFor!.Value);
}

/// <summary>What happened.</summary>
internal sealed record FaultStory(FaultRow Row, string Page, string Sentence, int Runs, int Wasted, int RunsUntilInSync)
{
    public static string Heading => $"{"fault",-22} {"error",-6} {"page",-40} {"sentence",-78} {"wasted",7} {"in runs",8} {"runs until in sync",19}";

    public override string ToString() =>
        $"{Row.Kind,-22} {(Row.Error is { } number ? $"E{number}" : "-"),-6} {Page,-40} {Sentence,-78} {Wasted,7} {Runs,8} {RunsUntilInSync,19}";
}
