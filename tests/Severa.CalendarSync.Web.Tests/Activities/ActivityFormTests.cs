using System.Globalization;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Web.Activities;

namespace Severa.CalendarSync.Web.Tests.Activities;

public sealed class ActivityFormTests
{
    private static readonly TimeZoneInfo Helsinki = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");
    private static readonly DateOnly Day = new(2026, 11, 24);

    [Fact]
    public void Times_AreMeantInTheZoneOfWhoeverTypes() =>
        Assert.Equal("T2026-11-24T07:00:00/2026-11-24T08:00:00", Form().ToInput(Helsinki, null).When.Canonical);

    [Fact]
    public void SkippedTime_MovesForward()
    {
        var form = Form(new DateOnly(2026, 3, 29), "03:30", "05:00");
        Assert.Equal("T2026-03-29T01:30:00/2026-03-29T02:00:00", form.ToInput(Helsinki, null).When.Canonical);
    }

    [Fact]
    public void RepeatedTime_IsTheFirst()
    {
        var form = Form(new DateOnly(2026, 10, 25), "03:30", "05:00");
        Assert.Equal("T2026-10-25T00:30:00/2026-10-25T03:00:00", form.ToInput(Helsinki, null).When.Canonical);
    }

    /// <summary>Seconds and the second 03:30 of autumn cannot be typed; a form sent back unchanged must not lose them (R20).</summary>
    [Theory]
    [InlineData("2026-11-24T07:00:15Z", "2026-11-24T08:00:45Z")]
    [InlineData("2026-10-25T01:30:00Z", "2026-10-25T01:45:00Z")]
    public void UnchangedTime_IsNotRewritten(string start, string end)
    {
        var stored = When.Timed(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture), DateTimeOffset.Parse(end, CultureInfo.InvariantCulture), "Europe/Helsinki");
        var form = ActivityForm.Of(View(stored), Helsinki);
        form.Title = "Another title";
        Assert.Same(stored, form.ToInput(Helsinki, stored).When);
        form.LastDay = form.LastDay!.Value.AddDays(1);
        Assert.NotEqual(stored, form.ToInput(Helsinki, stored).When);
    }

    [Fact]
    public void AllDay_ShowsItsLastDayInclusive()
    {
        var stored = When.AllDay(Day, Day.AddDays(3));
        var form = ActivityForm.Of(View(stored), Helsinki);
        Assert.Equal((Day, Day.AddDays(2)), (form.FirstDay, form.LastDay));
        Assert.Equal(stored, form.ToWhen(Helsinki));
    }

    [Fact]
    public void ParticipantInAnotherZone_SeesHisOwnClock()
    {
        var newYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        var form = ActivityForm.Of(View(Form().ToInput(Helsinki, null).When), newYork);
        Assert.Equal((Day, new TimeOnly(2, 0)), (form.FirstDay, form.StartTime));
    }

    [Fact]
    public void Rules_TellEverythingThatIsWrong()
    {
        var form = new ActivityForm { Title = " ", Place = new string('x', 1001), Hours = -1, FirstDay = new DateOnly(1026, 1, 1) };
        Assert.Equal(
            ["Title Title_Required", "Place TooLong", "FirstDay Day_Range", "LastDay LastDay_Required", "StartTime StartTime_Required", "EndTime EndTime_Required", "Hours Hours_Range"],
            ActivityFormRules.Check(form).Select(p => $"{p.Field} {p.Message}"));
    }

    [Theory]
    [InlineData("10:00", "09:00", 0, "EndTime EndTime_BeforeStart")]
    [InlineData("10:00", "10:00", 0, "")]
    [InlineData("10:00", "09:00", 1, "")]
    [InlineData("10:00", "11:00", -1, "LastDay LastDay_BeforeFirst")]
    [InlineData("10:00", "11:00", 366, "LastDay LastDay_TooFar")]
    public void Rules_KnowWhatEndsBeforeItStarts(string start, string end, int days, string expected)
    {
        var form = Form(Day, start, end);
        form.LastDay = Day.AddDays(days);
        Assert.Equal(expected, string.Join(", ", ActivityFormRules.Check(form).Select(p => $"{p.Field} {p.Message}")));
    }

    [Fact]
    public void Rules_WantNoTimesForWholeDays()
    {
        var form = new ActivityForm { Title = "Trip", IsAllDay = true, FirstDay = Day, LastDay = Day };
        Assert.Empty(ActivityFormRules.Check(form));
    }

    private static ActivityForm Form() => Form(Day, "09:00", "10:00");

    private static ActivityForm Form(DateOnly day, string start, string end) => new()
    {
        Title = "Workshop", FirstDay = day, LastDay = day, StartTime = TimeOnly.ParseExact(start, "HH:mm", CultureInfo.InvariantCulture), EndTime = TimeOnly.ParseExact(end, "HH:mm", CultureInfo.InvariantCulture),
    };

    private static ActivityView View(When when) =>
        new(Guid.NewGuid(), 1, Guid.NewGuid(), IsOwner: true, IsPrivate: false, new ActivityInput { Title = "Workshop", When = when, TypeId = Guid.NewGuid() });
}
