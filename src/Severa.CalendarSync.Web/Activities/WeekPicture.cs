namespace Severa.CalendarSync.Web.Activities;

/// <summary>Where everything of a week goes.</summary>
/// <param name="FirstHour">The first hour that is drawn.</param>
/// <param name="EndHour">The hour after the last one that is drawn.</param>
/// <param name="AllDayRows">How many rows the whole days need.</param>
/// <param name="Days">Seven, Monday first.</param>
public sealed record WeekPicture(int FirstHour, int EndHour, int AllDayRows, IReadOnlyList<DayColumn> Days);

public sealed record DayColumn(DateOnly Day, IReadOnlyList<WholeDaySlot> WholeDays, IReadOnlyList<TimeSlot> Times);

/// <summary>The part of something lasting whole days that falls on one day.</summary>
/// <param name="Id">The activity.</param>
/// <param name="Row">From 1; the same on each of its days.</param>
/// <param name="BeginsHere">Its first day is this one.</param>
/// <param name="EndsHere">Its last day is this one.</param>
public sealed record WholeDaySlot(Guid Id, int Row, bool BeginsHere, bool EndsHere);

/// <summary>The part of an activity that falls on one day, on the clock of whoever looks.</summary>
/// <param name="Id">The activity.</param>
/// <param name="From">Its first quarter of an hour, counted from 1 at the first hour drawn.</param>
/// <param name="To">The quarter after its last one.</param>
/// <param name="Lane">Its place among those at the same time, from 0.</param>
/// <param name="Lanes">How many stand side by side.</param>
public sealed record TimeSlot(Guid Id, int From, int To, int Lane, int Lanes);
