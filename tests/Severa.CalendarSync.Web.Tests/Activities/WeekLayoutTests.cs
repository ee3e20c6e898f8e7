using System.Globalization;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Web.Activities;

namespace Severa.CalendarSync.Web.Tests.Activities;

public sealed class WeekLayoutTests
{
    private static readonly TimeZoneInfo Helsinki = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");
    private static readonly DateOnly Monday = new(2026, 11, 23);

    /// <summary>Spans of one day as "from-to"; expected as "from-to lane/lanes", quarters counted from 08:00.</summary>
    [Theory]
    [InlineData("09:00-10:00", "5-9 0/1")]
    [InlineData("09:00-10:00 10:00-11:00", "5-9 0/1 9-13 0/1")]
    [InlineData("09:00-10:00 09:30-10:30", "5-9 0/2 7-11 1/2")]
    [InlineData("09:00-12:00 09:00-10:00 10:00-11:00", "5-17 0/2 5-9 1/2 9-13 1/2")]
    [InlineData("09:00-10:00 09:15-10:00 09:30-10:00", "5-9 0/3 6-9 1/3 7-9 2/3")]
    [InlineData("09:00-09:05", "5-7 0/1")]
    [InlineData("09:00-09:00", "5-7 0/1")]
    [InlineData("09:07-09:38", "5-8 0/1")]
    public void Times_StandSideBySide_OnlyWhereTheyOverlap(string spans, string expected)
    {
        var items = spans.Split(' ').Select(span => (Guid.NewGuid(), Timed(Monday, span))).ToList();
        var slots = WeekLayout.Of(Monday, Helsinki, items).Days[0].Times;
        Assert.Equal(expected, string.Join(' ', slots.Select(s => $"{s.From}-{s.To} {s.Lane}/{s.Lanes}")));
    }

    [Theory]
    [InlineData("09:00-10:00", 8, 17)]
    [InlineData("06:30-07:00", 6, 17)]
    [InlineData("18:00-19:10", 8, 20)]
    [InlineData("23:45-23:59", 8, 24)]
    [InlineData("00:00-00:30", 0, 17)]
    public void Hours_GrowAsFarAsSomethingHappens(string span, int first, int end)
    {
        var week = WeekLayout.Of(Monday, Helsinki, [(Guid.NewGuid(), Timed(Monday, span))]);
        Assert.Equal((first, end), (week.FirstHour, week.EndHour));
    }

    [Fact]
    public void NoMoreThanSixLanes_TheRestSharesTheLast()
    {
        var items = Enumerable.Range(0, 9).Select(_ => (Guid.NewGuid(), Timed(Monday, "09:00-10:00"))).ToList();
        var slots = WeekLayout.Of(Monday, Helsinki, items).Days[0].Times;
        Assert.Equal(9, slots.Count);
        Assert.All(slots, s => Assert.Equal(6, s.Lanes));
        Assert.Equal(4, slots.Count(s => s.Lane == 5));
    }

    [Fact]
    public void OverMidnight_IsDrawnOnBothDays()
    {
        var when = When.Timed(At(Monday, "22:00"), At(Monday.AddDays(1), "02:00"), Helsinki.Id);
        var week = WeekLayout.Of(Monday, Helsinki, [(Guid.NewGuid(), when)]);
        Assert.Equal((0, 24), (week.FirstHour, week.EndHour));
        Assert.Equal((89, 97), (week.Days[0].Times[0].From, week.Days[0].Times[0].To));
        Assert.Equal((1, 9), (week.Days[1].Times[0].From, week.Days[1].Times[0].To));
    }

    [Fact]
    public void WholeDays_KeepTheirRowOnEachDay()
    {
        var (longOne, shortOne) = (Guid.NewGuid(), Guid.NewGuid());
        var week = WeekLayout.Of(Monday, Helsinki,
        [
            (shortOne, When.AllDay(Monday.AddDays(1), Monday.AddDays(2))),
            (longOne, When.AllDay(Monday.AddDays(-2), Monday.AddDays(3))),
        ]);
        Assert.Equal(2, week.AllDayRows);
        Assert.Equal(new WholeDaySlot(longOne, 1, BeginsHere: false, EndsHere: false), Assert.Single(week.Days[0].WholeDays));
        Assert.Equal([new WholeDaySlot(longOne, 1, false, false), new WholeDaySlot(shortOne, 2, true, true)], week.Days[1].WholeDays);
        Assert.Equal(new WholeDaySlot(longOne, 1, BeginsHere: false, EndsHere: true), Assert.Single(week.Days[2].WholeDays));
        Assert.Empty(week.Days[3].WholeDays);
    }

    [Fact]
    public void TimedForADayOrMore_IsDrawnAbove()
    {
        var when = When.Timed(At(Monday, "12:00"), At(Monday.AddDays(2), "12:00"), Helsinki.Id);
        var week = WeekLayout.Of(Monday, Helsinki, [(Guid.NewGuid(), when)]);
        Assert.Equal(3, week.Days.Count(d => d.WholeDays.Count == 1));
        Assert.All(week.Days, d => Assert.Empty(d.Times));
    }

    [Fact]
    public void OtherWeeks_AreNotDrawn()
    {
        var week = WeekLayout.Of(Monday, Helsinki,
        [
            (Guid.NewGuid(), Timed(Monday.AddDays(7), "00:00-01:00")),
            (Guid.NewGuid(), Timed(Monday.AddDays(-1), "22:00-23:00")),
            (Guid.NewGuid(), When.AllDay(Monday.AddDays(7), Monday.AddDays(8))),
        ]);
        Assert.All(week.Days, d => Assert.Equal(0, d.Times.Count + d.WholeDays.Count));
    }

    [Fact]
    public void AutumnNight_AnEndThatLooksEarlier_IsStillDrawn()
    {
        // 25 October 2026: 03:30 comes twice in Helsinki.
        var monday = new DateOnly(2026, 10, 19);
        var start = new DateTimeOffset(2026, 10, 25, 0, 45, 0, TimeSpan.Zero);
        var week = WeekLayout.Of(monday, Helsinki, [(Guid.NewGuid(), When.Timed(start, start.AddMinutes(30)))]);
        var slot = Assert.Single(week.Days[6].Times);
        Assert.True(slot.To > slot.From);
    }

    [Fact]
    public void SpringDay_HasItsHoursWhereTheClockShowsThem()
    {
        var sunday = new DateOnly(2026, 3, 29);
        var week = WeekLayout.Of(WeekLayout.MondayOf(sunday), Helsinki, [(Guid.NewGuid(), Timed(sunday, "09:00-10:00"))]);
        Assert.Equal((5, 9), (week.Days[6].Times[0].From, week.Days[6].Times[0].To));
    }

    [Theory]
    [InlineData("2026-11-23", "2026-11-23")]
    [InlineData("2026-11-29", "2026-11-23")]
    [InlineData("2027-01-01", "2026-12-28")]
    public void MondayOf_IsTheMondayBefore(string day, string monday) =>
        Assert.Equal(DateOnly.ParseExact(monday, "yyyy-MM-dd", CultureInfo.InvariantCulture), WeekLayout.MondayOf(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)));

    private static When Timed(DateOnly day, string span)
    {
        var parts = span.Split('-');
        return When.Timed(At(day, parts[0]), At(day, parts[1]), Helsinki.Id);
    }

    private static DateTimeOffset At(DateOnly day, string time) => Zones.ToInstant(day.ToDateTime(TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture)), Helsinki);
}
