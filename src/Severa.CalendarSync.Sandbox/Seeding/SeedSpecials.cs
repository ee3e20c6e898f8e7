using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Seeding;

/// <summary>The entries that catch careless clients: long ones, foreign zones, HTML, cancelled and declined meetings.</summary>
internal static class SeedSpecials
{
    public static void Add(SeedPlan plan)
    {
        AddDays(plan);
        AddMeetings(plan);
        AddZones(plan);
        AddTexts(plan);
    }

    private static void AddDays(SeedPlan plan)
    {
        plan.Add(plan.AllDay("Loma", plan.Next(DayOfWeek.Monday, 60), 5));
        plan.Add(plan.AllDay("Koulutuspäivä", plan.Workday(12), 1) with { FreeBusy = "Busy", Location = "Tampere" });
        plan.Add(plan.AllDay("Etäpäivä / Remote", plan.Workday(3), 1) with { FreeBusy = "WorkingElsewhere" });
        plan.Add(plan.AllDay("Messut: Contoso Days", plan.Workday(-10), 3) with { FreeBusy = "Busy", Location = "Messukeskus, Helsinki" });
        plan.Add(plan.Timed("Yöjuna Rovaniemelle", plan.Workday(20), 20, 11 * 60) with { FreeBusy = "OOF", Location = "Helsinki - Rovaniemi" });
        plan.Add(plan.Timed("Offsite, two days", plan.Next(DayOfWeek.Wednesday, 30), 9, 31 * 60) with { Location = "Nuuksio" });
    }

    private static void AddMeetings(SeedPlan plan)
    {
        var guest = new Person("Leena Mäkelä", "leena.makela@fabrikam.test");
        IReadOnlyList<Attendee> mine = [new Attendee(plan.Owner.Name, plan.Owner.Address)];
        plan.Add(plan.Timed("Tarjousneuvottelu: Fabrikam", plan.Workday(2), 10, 90) with
        {
            Attendees = [.. plan.Colleagues(2, "Accept"), new Attendee(guest.Name, guest.Address, "Tentative")],
            OptionalAttendees = [new Attendee("Otto Nieminen", "otto.nieminen@contoso.test")],
            JoinUrl = "https://meet.contoso.test/j/9988",
            Location = "Contoso HQ",
        });
        plan.Add(plan.Timed("Asiakasdemo", plan.Workday(4), 13, 60) with { Organizer = guest, Attendees = mine, MyResponse = "Accept", JoinUrl = "https://meet.fabrikam.test/demo" });
        plan.Add(plan.Timed("Vendor pitch", plan.Workday(6), 15, 60) with { Organizer = guest, Attendees = mine, MyResponse = "Decline", FreeBusy = "Free" });
        plan.Add(plan.Timed("Kutsu: budjettityöpaja", plan.Workday(8), 9, 120) with { Organizer = guest, Attendees = mine, MyResponse = "NoResponseReceived", FreeBusy = "Tentative" });
        plan.Add(plan.Timed("Peruttu: projektikatselmus", plan.Workday(9), 12, 60) with { Organizer = guest, Attendees = mine, MyResponse = "Accept", IsCancelled = true, FreeBusy = "Free" });
        plan.Add(plan.Timed("Ehkä: lounas", plan.Workday(1), 11, 60) with { FreeBusy = "Tentative", Location = "Ravintola Kosmos" });
    }

    private static void AddZones(SeedPlan plan)
    {
        plan.Add(plan.Timed("Call with London", plan.Workday(7), 9, 60, "GMT Standard Time"));
        plan.Add(plan.Timed("Call with New York", plan.Workday(14), 10, 60, "Eastern Standard Time"));
        plan.Add(plan.Timed("Abstimmung mit Berlin", plan.Workday(11), 10, 30, "Mitteleuropäische Zeit"));
        var first = plan.Next(DayOfWeek.Wednesday, -20);
        plan.Add(plan.Timed("Weekly sync (New York)", first, 9, 30, "Eastern Standard Time") with
        {
            Recurrence = new Recurrence { Kind = PatternKind.Weekly, Days = [DayKind.Wednesday], StartDate = first, Count = 14 },
        });
    }

    private static void AddTexts(SeedPlan plan)
    {
        plan.Add(plan.Timed("Retro 🚀 - Åse & Öhman <kick-off>", plan.Workday(10), 14, 60) with { Notes = SeedTexts.LongNote, Categories = ["Projekti", "Åland"] });
        plan.Add(plan.Timed("Muistiinpanot HTML:nä", plan.Workday(13), 10, 60) with { Notes = SeedTexts.HtmlNote, NotesAreHtml = true });
        plan.Add(plan.Timed(SeedTexts.LongTitle, plan.Workday(15), 12, 30));
        plan.Add(plan.Timed("Palkkaneuvottelu", plan.Workday(17), 15, 60) with { Sensitivity = "Confidential", Importance = "High" });
        plan.Add(plan.Timed("Muistutus: tuntikirjaukset", plan.Workday(-3), 15, 0) with { FreeBusy = "Free", ReminderMinutes = 0 });
    }
}
