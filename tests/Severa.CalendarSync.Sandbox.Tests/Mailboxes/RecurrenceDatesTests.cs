using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Dates = Severa.CalendarSync.Sandbox.Mailboxes.RecurrenceDates;

namespace Severa.CalendarSync.Sandbox.Tests.Mailboxes;

public sealed class Dates_of_recurrences
{
    private static readonly Recurrence Daily = new() { Kind = PatternKind.Daily, StartDate = new(2026, 1, 30) };

    public static TheoryData<string, Recurrence, string> Patterns => new()
    {
        { "every day", Daily with { Count = 3 }, "2026-01-30 2026-01-31 2026-02-01" },
        { "every third day", Daily with { Interval = 3, EndDate = new(2026, 2, 5) }, "2026-01-30 2026-02-02 2026-02-05" },
        { "fortnightly, weeks from Sunday", Weekly(DayOfWeek.Sunday, DayKind.Sunday, DayKind.Tuesday), "2026-02-03 2026-02-15 2026-02-17 2026-03-01" },
        { "fortnightly, weeks from Monday", Weekly(DayOfWeek.Monday, DayKind.Sunday, DayKind.Tuesday), "2026-02-03 2026-02-08 2026-02-17 2026-02-22" },
        { "the 31st, or the last day", Monthly(31), "2026-01-31 2026-02-28 2026-03-31 2026-04-30" },
        { "the last day", Relative(DayIndex.Last, DayKind.Day), "2026-01-31 2026-02-28 2026-03-31 2026-04-30" },
        { "the last weekday", Relative(DayIndex.Last, DayKind.Weekday), "2026-01-30 2026-02-27 2026-03-31 2026-04-30" },
        { "the first weekend day", Relative(DayIndex.First, DayKind.WeekendDay), "2026-02-01 2026-03-01 2026-04-04 2026-05-02" },
        { "the second Tuesday", Relative(DayIndex.Second, DayKind.Tuesday), "2026-02-10 2026-03-10 2026-04-14 2026-05-12" },
        { "29 February", new() { Kind = PatternKind.AbsoluteYearly, DayOfMonth = 29, Month = 2, StartDate = new(2024, 1, 1), Count = 3 }, "2024-02-29 2025-02-28 2026-02-28" },
        { "the fourth Thursday of November", new() { Kind = PatternKind.RelativeYearly, Index = DayIndex.Fourth, Days = [DayKind.Thursday], Month = 11, StartDate = new(2026, 11, 27), Count = 2 }, "2027-11-25 2028-11-23" },
    };

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Patterns_give_their_dates(string what, Recurrence rule, string expected) =>
        Assert.True(expected == string.Join(' ', Dates.Of(rule).Take(4).Select(d => d.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))), what);

    [Fact]
    public void Random_patterns_agree_with_another_implementation()
    {
        var random = new Random(17);
        for (var count = 0; count < 300; count++)
        {
            var (ours, theirs) = Pair(random);
            var probe = new CalendarEvent { DtStart = new CalDateTime(ours.StartDate), RecurrenceRule = theirs };
            var expected = probe.GetOccurrences().Take(25).Select(o => o.Period.StartTime.Date).ToList();
            Assert.True(Dates.Of(ours).Take(25).SequenceEqual(expected), $"{theirs} from {ours.StartDate}");
        }
    }

    /// <summary>The same pattern in both languages, starting on its first date.</summary>
    private static (Recurrence Ours, RecurrenceRule Theirs) Pair(Random random)
    {
        var start = new DateOnly(2026, 1, 1).AddDays(random.Next(700));
        var interval = random.Next(1, 5);
        var days = Enumerable.Range(0, 7).Where(_ => random.Next(3) == 0).DefaultIfEmpty(3).Select(d => (DayOfWeek)d).ToList();
        var index = (DayIndex)random.Next(5);
        var offset = index == DayIndex.Last ? -1 : (int)index + 1;
        var day = random.Next(1, 29);
        var month = random.Next(1, 13);
        var first = random.Next(2) == 0 ? DayOfWeek.Sunday : DayOfWeek.Monday;
        var (ours, theirs) = random.Next(6) switch
        {
            0 => (new Recurrence { Kind = PatternKind.Daily, Interval = interval }, new RecurrenceRule(FrequencyType.Daily, interval)),
            1 => (new Recurrence { Kind = PatternKind.Weekly, Interval = interval, Days = days.Select(d => (DayKind)d).ToList(), FirstDayOfWeek = first },
                new RecurrenceRule(FrequencyType.Weekly, interval) { ByDay = days.Select(d => new WeekDay(d)).ToList(), FirstDayOfWeek = first }),
            2 => (new Recurrence { Kind = PatternKind.AbsoluteMonthly, Interval = interval, DayOfMonth = day }, new RecurrenceRule(FrequencyType.Monthly, interval) { ByMonthDay = [day] }),
            3 => (new Recurrence { Kind = PatternKind.RelativeMonthly, Interval = interval, Days = [(DayKind)days[0]], Index = index },
                new RecurrenceRule(FrequencyType.Monthly, interval) { ByDay = [new WeekDay(days[0], offset)] }),
            4 => (new Recurrence { Kind = PatternKind.AbsoluteYearly, DayOfMonth = day, Month = month }, new RecurrenceRule(FrequencyType.Yearly, 1) { ByMonth = [month], ByMonthDay = [day] }),
            _ => (new Recurrence { Kind = PatternKind.RelativeYearly, Days = [(DayKind)days[0]], Index = index, Month = month },
                new RecurrenceRule(FrequencyType.Yearly, 1) { ByMonth = [month], ByDay = [new WeekDay(days[0], offset)] }),
        };
        return (ours with { StartDate = Dates.Of(ours with { StartDate = start }).First() }, theirs);
    }

    private static Recurrence Weekly(DayOfWeek first, params DayKind[] days) =>
        new() { Kind = PatternKind.Weekly, Interval = 2, Days = days, FirstDayOfWeek = first, StartDate = new(2026, 2, 3) };

    private static Recurrence Monthly(int day) => new() { Kind = PatternKind.AbsoluteMonthly, DayOfMonth = day, StartDate = new(2026, 1, 1) };

    private static Recurrence Relative(DayIndex index, DayKind day) =>
        new() { Kind = PatternKind.RelativeMonthly, Index = index, Days = [day], StartDate = new(2026, 1, 20) };
}

public sealed class Wall_time
{
    private static readonly TimeZoneInfo Helsinki = Zones.Of("FLE Standard Time");

    [Theory]
    [InlineData("2026-03-29T02:59:00", "2026-03-29T00:59:00Z")]
    [InlineData("2026-03-29T03:30:00", "2026-03-29T01:30:00Z")]
    [InlineData("2026-03-29T04:00:00", "2026-03-29T01:00:00Z")]
    [InlineData("2026-10-25T03:30:00", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25T04:00:00", "2026-10-25T02:00:00Z")]
    public void Gaps_move_on_and_overlaps_take_the_first_pass(string local, string utc) => Assert.Equal(
        DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture),
        WallClock.ToUtc(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), Helsinki));

    [Fact]
    public void A_daily_series_keeps_its_wall_time_through_both_changes()
    {
        var rule = new Recurrence { Kind = PatternKind.Daily, StartDate = new(2026, 3, 1), Count = 300 };
        var start = WallClock.ToUtc(new DateTime(2026, 3, 1, 9, 0, 0, DateTimeKind.Unspecified), Helsinki);
        var master = new Entry { Id = "m", Rule = rule, Content = new EntryContent { Start = start, End = start.AddHours(1), StartZone = new("FLE Standard Time"), EndZone = new("FLE Standard Time") } };
        var views = Series.Occurrences(master).ToList();
        Assert.Equal(300, views.Count);
        Assert.All(views, view => Assert.Equal((9, 10), (WallClock.ToLocal(view.Start, Helsinki).Hour, WallClock.ToLocal(view.End, Helsinki).Hour)));
    }
}
