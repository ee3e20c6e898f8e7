namespace Severa.CalendarSync.Sandbox.Faults;

/// <summary>A fault for requests that match. No mailbox or operation means any.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Mailbox">Whose requests.</param>
/// <param name="Operation">Requests of this operation.</param>
/// <param name="Count">For how many requests, unless <paramref name="IsLasting"/>.</param>
/// <param name="Milliseconds">Back-off time, Retry-After, pause, or how far the clock is ahead.</param>
/// <param name="Item">The entry that is damaged; none: the first one that is asked for.</param>
/// <param name="IsLasting">Until it is switched off.</param>
/// <param name="Percent">How many of a hundred requests that match, by dice that fall the same after each start.</param>
public sealed record FaultRule(
    FaultKind Kind, string? Mailbox = null, string? Operation = null, int Count = 1, int Milliseconds = 0, string? Item = null, bool IsLasting = false,
    int Percent = 100);

/// <summary>A fault that was switched on, and what it has done so far.</summary>
public sealed record PlannedFault(int Number, FaultRule Rule, int Spoiled = 0, bool IsSwitchedOff = false)
{
    /// <summary>Requests still to come; null: until it is switched off.</summary>
    public int? Left => IsSwitchedOff ? 0 : Rule.IsLasting ? null : Math.Max(0, Rule.Count - Spoiled);

    public bool IsOver => Left == 0;
}
