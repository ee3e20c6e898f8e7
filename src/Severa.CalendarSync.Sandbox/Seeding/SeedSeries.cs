using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Seeding;

/// <summary>The series of a working life, with occurrences moved and deleted.</summary>
internal static class SeedSeries
{
    public static void Add(SeedPlan plan)
    {
        AddTeamMeeting(plan);
        AddOneToOne(plan);
        AddSteering(plan);
        AddSprint(plan);
        AddBirthday(plan);
    }

    private static void AddTeamMeeting(SeedPlan plan)
    {
        var first = plan.Next(DayOfWeek.Monday, -42);
        var write = plan.Timed("Tiimipalaveri / Team meeting", first, 9, 45) with
        {
            Location = "Neuvotteluhuone Saimaa",
            Attendees = plan.Colleagues(3, "Accept"),
            JoinUrl = "https://meet.contoso.test/j/4411220",
            ReminderMinutes = 10,
            Recurrence = Weekly(first, 1, DayKind.Monday),
        };
        var master = plan.Add(write);
        master = plan.ChangeOccurrence(master, 7, plan.Timed("Tiimipalaveri (siirretty tiistaille)", first.AddDays(50), 10, 45));
        master = plan.ChangeOccurrence(master, 9, new EntryWrite { Location = "Teams", Notes = "Only the agenda of the quarter." });
        master = plan.DeleteOccurrence(master, 4);
        plan.DeleteOccurrence(master, 8);
    }

    private static void AddOneToOne(SeedPlan plan)
    {
        var first = plan.Next(DayOfWeek.Thursday, -35);
        var write = plan.Timed("1:1 kehityskeskustelu", first, 14, 30) with
        {
            Sensitivity = "Private",
            Recurrence = Weekly(first, 2, DayKind.Thursday) with { EndDate = first.AddDays(200) },
        };
        plan.DeleteOccurrence(plan.Add(write), 3);
    }

    private static void AddSteering(SeedPlan plan)
    {
        var first = plan.Today.AddDays(-60);
        plan.Add(plan.Timed("Ohjausryhmä / Steering group", first, 13, 90) with
        {
            Organizer = new Person("Leena Mäkelä", "leena.makela@fabrikam.test"),
            MyResponse = "Accept",
            Attendees = [new Attendee(plan.Owner.Name, plan.Owner.Address, "Accept"), .. plan.Colleagues(2)],
            JoinUrl = "https://meet.fabrikam.test/steering",
            Recurrence = new Recurrence { Kind = PatternKind.RelativeMonthly, Days = [DayKind.Tuesday], Index = DayIndex.Second, StartDate = first },
        });
    }

    private static void AddSprint(SeedPlan plan)
    {
        var first = plan.Workday(5);
        plan.Add(plan.Timed("Daily - release week", first, 9, 15) with
        {
            Recurrence = new Recurrence
            {
                Kind = PatternKind.Weekly, StartDate = first, Count = 10,
                Days = [DayKind.Monday, DayKind.Tuesday, DayKind.Wednesday, DayKind.Thursday, DayKind.Friday], FirstDayOfWeek = DayOfWeek.Monday,
            },
        });
    }

    private static void AddBirthday(SeedPlan plan)
    {
        var day = plan.Today.AddDays(40);
        plan.Add(plan.AllDay("Äidin syntymäpäivä 🎂", day, 1) with
        {
            FreeBusy = "Free",
            Sensitivity = "Personal",
            Recurrence = new Recurrence { Kind = PatternKind.AbsoluteYearly, DayOfMonth = Math.Min(day.Day, 28), Month = day.Month, StartDate = new DateOnly(day.Year, day.Month, 1) },
        });
    }

    private static Recurrence Weekly(DateOnly first, int interval, DayKind day) => new()
    {
        Kind = PatternKind.Weekly, Interval = interval, Days = [day], FirstDayOfWeek = DayOfWeek.Monday, StartDate = first,
    };
}
