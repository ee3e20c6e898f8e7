namespace Severa.CalendarSync.Core.Items;

/// <summary>The span of time that is kept in sync: half-open <c>[Start, End)</c>, in UTC.</summary>
public readonly record struct SyncWindow
{
    public SyncWindow(DateTimeOffset start, DateTimeOffset end)
    {
        if (end <= start)
        {
            throw new ArgumentException("A window ends after it starts.", nameof(end));
        }

        Start = start.ToUniversalTime();
        End = end.ToUniversalTime();
    }

    public DateTimeOffset Start { get; }

    public DateTimeOffset End { get; }

    /// <summary>Whether <c>[start, end)</c> overlaps the window; a span without length counts as its start.</summary>
    public bool Overlaps(DateTimeOffset start, DateTimeOffset end) =>
        start < End && (end > Start || (start == end && start >= Start));
}
