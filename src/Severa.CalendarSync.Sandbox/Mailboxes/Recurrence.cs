namespace Severa.CalendarSync.Sandbox.Mailboxes;

public enum PatternKind
{
    Daily,
    Weekly,
    AbsoluteMonthly,
    RelativeMonthly,
    AbsoluteYearly,
    RelativeYearly,
}

/// <summary>Which days a relative pattern counts: one weekday, any day, a working day or a weekend day.</summary>
public enum DayKind
{
    Sunday,
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Day,
    Weekday,
    WeekendDay,
}

/// <summary>First to fourth, or the last one of a month.</summary>
public enum DayIndex
{
    First,
    Second,
    Third,
    Fourth,
    Last,
}

/// <summary>
/// A recurrence as Exchange stores it: one pattern, one range.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/recurrence-recurrencetype.
/// </summary>
public sealed record Recurrence
{
    public PatternKind Kind { get; init; }

    public int Interval { get; init; } = 1;

    public IReadOnlyList<DayKind> Days { get; init; } = [];

    public DayOfWeek FirstDayOfWeek { get; init; } = DayOfWeek.Sunday;

    public int DayOfMonth { get; init; }

    public DayIndex Index { get; init; }

    public int Month { get; init; }

    public DateOnly StartDate { get; init; }

    /// <summary>The last day that may carry an occurrence.</summary>
    public DateOnly? EndDate { get; init; }

    public int? Count { get; init; }

    public bool IsEndless => EndDate is null && Count is null;
}
