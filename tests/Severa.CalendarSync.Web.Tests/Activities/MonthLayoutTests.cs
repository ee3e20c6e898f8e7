using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Web.Activities;

namespace Severa.CalendarSync.Web.Tests.Activities;

public sealed class MonthLayoutTests
{
    private static readonly TimeZoneInfo Helsinki = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");
    private static readonly DateOnly Month = new(2026, 12, 1);

    /// <summary>From the Monday of its first week to the Sunday of its last.</summary>
    [Theory]
    [InlineData("2026-12-09", "2026-11-30", 5)]
    [InlineData("2026-02-28", "2026-01-26", 5)]
    [InlineData("2027-02-01", "2027-02-01", 4)]
    [InlineData("2026-08-31", "2026-07-27", 6)]
    public void Weeks_AreThoseWithADayOfTheMonth(string day, string monday, int weeks)
    {
        var picture = MonthLayout.Of(DateOnly.Parse(day, null), Helsinki, []);
        Assert.Equal(weeks, picture.Weeks.Count);
        Assert.Equal(DateOnly.Parse(monday, null), picture.Weeks[0].Monday);
        Assert.All(picture.Weeks, week => Assert.Equal((7, DayOfWeek.Monday), (week.Days.Count, week.Days[0].Day.DayOfWeek)));
        Assert.Equal(DateTime.DaysInMonth(picture.First.Year, picture.First.Month), picture.Weeks.Sum(week => week.Days.Count(d => d.IsInMonth)));
    }

    [Fact]
    public void Lines_AreWholeDaysFirst_ThenByTime()
    {
        var (late, early, whole) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var day = On(9, (late, Timed(9, 14, 1)), (early, Timed(9, 9, 1)), (whole, When.AllDay(Month.AddDays(8), Month.AddDays(9))));
        Assert.Equal([whole, early, late], day.Lines.Select(line => line.Id));
        Assert.Equal([DayPart.Whole, DayPart.Begins, DayPart.Begins], day.Lines.Select(line => line.Part));
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(5, 3)]
    [InlineData(9, 3)]
    public void MoreThanThereIsRoomFor_IsCounted(int count, int shown)
    {
        var day = On(9, [.. Enumerable.Range(0, count).Select(i => (Guid.NewGuid(), Timed(9, 8 + i, 1)))]);
        Assert.Equal((count, shown), (day.Lines.Count, day.Shown));
    }

    [Fact]
    public void OverSeveralDays_IsOnEach_AndSaysWhichPart()
    {
        var night = (Guid.NewGuid(), Timed(9, 22, 4));
        Assert.Equal(DayPart.Begins, Assert.Single(On(9, night).Lines).Part);
        Assert.Equal(DayPart.Ends, Assert.Single(On(10, night).Lines).Part);
        var trip = (Guid.NewGuid(), Timed(9, 12, 48));
        Assert.Equal(DayPart.Whole, Assert.Single(On(10, trip).Lines).Part);
        Assert.Empty(On(12, trip).Lines);
    }

    [Fact]
    public void WhatTakesNoTime_OrEndsAtMidnight_IsOnItsOwnDayOnly()
    {
        var (moment, evening) = ((Guid.NewGuid(), Timed(9, 0, 0)), (Guid.NewGuid(), Timed(8, 22, 2)));
        Assert.Equal(moment.Item1, Assert.Single(On(9, moment, evening).Lines).Id);
        Assert.Equal(evening.Item1, Assert.Single(On(8, moment, evening).Lines).Id);
    }

    private static MonthDay On(int day, params (Guid Id, When When)[] items) =>
        MonthLayout.Of(Month, Helsinki, items).Weeks.SelectMany(week => week.Days).Single(d => d.Day == Month.AddDays(day - 1));

    private static When Timed(int day, int hour, int hours)
    {
        var start = Zones.ToInstant(Month.AddDays(day - 1).ToDateTime(new TimeOnly(hour, 0)), Helsinki);
        return When.Timed(start, start.AddHours(hours), Helsinki.Id);
    }
}
