using Severa.CalendarSync.Sandbox.Ews.Operations;

namespace Severa.CalendarSync.Sandbox.Faults;

/// <summary>What can be wrong with the wish for a fault.</summary>
internal enum FaultProblem
{
    UnknownKind,
    Count,
    Time,
    Operation,
    Percent,
    HappensOnce,
    Lasts,
}

/// <summary>Judges a wish before anything is switched on.</summary>
internal static class FaultCheck
{
    /// <summary>A day: longer waits are as good as for ever.</summary>
    private const int MostMilliseconds = 86_400_000;

    public static FaultProblem? ProblemOf(FaultRule rule)
    {
        if (!Enum.IsDefined(rule.Kind))
        {
            return FaultProblem.UnknownKind;
        }

        var span = FaultScripts.Of(rule.Kind).Span;
        return rule switch
        {
            { IsLasting: true } when span == FaultSpan.Once => FaultProblem.HappensOnce,
            { IsLasting: false } when span == FaultSpan.Lasting => FaultProblem.Lasts,
            { IsLasting: false, Count: < 1 } => FaultProblem.Count,
            { Count: > 1 } when span == FaultSpan.Once => FaultProblem.HappensOnce,
            { Milliseconds: < -MostMilliseconds or > MostMilliseconds } => FaultProblem.Time,
            { Milliseconds: < 0, Kind: not FaultKind.ClockSkew } => FaultProblem.Time,
            { Percent: < 1 or > 100 } => FaultProblem.Percent,
            { Percent: < 100 } when span != FaultSpan.Any => FaultProblem.Percent,
            { Operation: { Length: > 0 } operation } when !EwsOperations.Serves(operation) => FaultProblem.Operation,
            _ => null,
        };
    }

    public static string TextOf(FaultProblem problem) => problem switch
    {
        FaultProblem.UnknownKind => $"A fault has a kind: {string.Join(", ", Enum.GetNames<FaultKind>())}.",
        FaultProblem.Count => "A fault has a positive count, or isLasting.",
        FaultProblem.Time => "Milliseconds are from 0 to a day; a clock may also be as much behind.",
        FaultProblem.Operation => "There is no operation of that name.",
        FaultProblem.Percent => "Percent is from 1 to 100; less than 100 only for what spoils requests, not for what happens once or is a state.",
        FaultProblem.HappensOnce => "This fault happens once: a count of 1, and not isLasting.",
        _ => "This fault lasts until it is switched off: isLasting must be true.",
    };
}
