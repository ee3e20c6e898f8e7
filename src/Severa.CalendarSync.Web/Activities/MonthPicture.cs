namespace Severa.CalendarSync.Web.Activities;

/// <summary>Where everything of a month goes.</summary>
/// <param name="First">Its first day.</param>
/// <param name="Weeks">All weeks that have a day of it.</param>
public sealed record MonthPicture(DateOnly First, IReadOnlyList<MonthWeek> Weeks);

/// <param name="Monday">Its first day.</param>
/// <param name="Days">Seven, Monday first.</param>
public sealed record MonthWeek(DateOnly Monday, IReadOnlyList<MonthDay> Days);

/// <param name="Day">The day.</param>
/// <param name="IsInMonth">False: it belongs to the month before or after.</param>
/// <param name="Lines">Whole days first, then by time.</param>
public sealed record MonthDay(DateOnly Day, bool IsInMonth, IReadOnlyList<MonthLine> Lines)
{
    private const int Room = 4;

    /// <summary>How many lines a square has room for; the last one says how many more there are.</summary>
    public int Shown => Lines.Count > Room ? Room - 1 : Lines.Count;
}

/// <summary>What an activity is on one of its days.</summary>
/// <param name="Id">The activity.</param>
/// <param name="Part">Which part of it.</param>
public sealed record MonthLine(Guid Id, DayPart Part);

public enum DayPart
{
    /// <summary>All day, or from before this day until after it.</summary>
    Whole,

    /// <summary>It begins here.</summary>
    Begins,

    /// <summary>It began before and ends here.</summary>
    Ends,
}
