using Severa.CalendarSync.Sandbox.Faults;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox.Faults;

/// <summary>Which requests a fault meets.</summary>
public enum Meets
{
    Everything,
    Writes,
}

/// <summary>What is expected while a fault lasts.</summary>
/// <param name="Error">The number that each run which fails reports; null: no run fails.</param>
/// <param name="MostWasted">Requests that a run may waste on it.</param>
internal sealed record FaultCase(FaultKind Kind, Meets Meets, int? Error, int MostWasted)
{
    private static readonly string[] Writes = ["CreateItem", "UpdateItem", "DeleteItem"];

    /// <summary>Busy, or away, for so long; a slow answer comes much later than anybody waits for.</summary>
    private static readonly TimeSpan Time = TimeSpan.FromMinutes(5);

    public IEnumerable<FaultRule> Rules => Meets == Meets.Writes ? Writes.Select(Rule) : [Rule(null)];

    /// <summary>The requests do their work all the same.</summary>
    public bool IsHarmless => Kind == FaultKind.ClockSkew;

    public bool IsSlow => Kind is FaultKind.Slow or FaultKind.SlowBody;

    private FaultRule Rule(string? operation) =>
        new(Kind, ExchangeHost.Aino, operation, Milliseconds: (int)Time.TotalMilliseconds, IsLasting: Kind != FaultKind.MailboxMoved);
}

/// <summary>What happened.</summary>
/// <param name="Errors">Of the runs while the fault lasted.</param>
/// <param name="Wasted">Requests that the fault spoiled, in all these runs.</param>
/// <param name="Requests">All requests of these runs.</param>
/// <param name="RunsUntilRest">Runs after its end until both calendars were equal and nothing was left to do.</param>
internal sealed record FaultResult(FaultCase Case, IReadOnlyList<int?> Errors, int Wasted, int Requests, int RunsUntilRest)
{
    public static string Heading => $"{"fault",-24} {"meets",-10} {"error",-7} {"runs",4} {"wasted",7} {"of",4} {"runs until converged",21}";

    public override string ToString() =>
        $"{Case.Kind,-24} {Case.Meets,-10} {Told,-7} {Errors.Count,4} {Wasted,7} {Requests,4} {RunsUntilRest,21}";

    private string Told => string.Join(' ', Errors.Distinct().Select(e => e is null ? "-" : $"E{e}"));
}
