using System.Text.Json.Nodes;

namespace Severa.CalendarSync.Web.Tests.Story.Whole;

/// <summary>What is planted, made, edited and deleted in both calendars, and that it arrives in the other one.</summary>
internal sealed class StoryEdits(IUser aino, OutlookOf outlook, SyncRuns runs, BothCalendars calendars)
{
    private static readonly DateTime Day = NextMonday();

    private static readonly ActivityPlan Lunch = new(Planted.In("Lunch"), Day.AddHours(11), Planted.In("Kosmos"), Planted.In("Bring the plan"));
    private static readonly ActivityPlan LongLunch = new(Planted.In("Long lunch"), Day.AddHours(10), Planted.In("Aura"), Planted.In("By bike"));
    private static readonly ActivityPlan Offer = new(Planted.In("Offer"), Day.AddHours(14), Planted.In("Room 1"), Planted.In("Numbers"));
    private static readonly ActivityPlan BetterOffer = new(Planted.In("Better offer"), Day.AddHours(17), Planted.In("Garden"), Planted.In("Shoes"));
    private static readonly ActivityPlan Run = new(Planted.In("Run"), Day.AddHours(18), Planted.In("Forest"), Planted.In("Lamp"));
    private static readonly ActivityPlan Errand = new(Planted.In("Errand"), Day.AddHours(15));
    private static readonly ActivityPlan Specification = new(Planted.In("Specification"), Day.AddHours(16));

    private static readonly string Walk = Planted.In("Walk");
    private static readonly string Doctor = Planted.In("Doctor");

    /// <summary>Titles of activities that never go.</summary>
    public static string[] OnlyInSevera { get; } = [Errand.Title, Specification.Title];

    /// <summary>Beside the seeded quarter: entries with words that nobody may log.</summary>
    public async Task PlantAsync()
    {
        await outlook.AddAsync(Lunch.Title, At(Lunch.Start), Words(Lunch.Place, Lunch.Notes));
        await outlook.AddAsync(Walk, At(Day.AddHours(12)));
        await outlook.AddAsync(Planted.In("Board"), At(Day.AddHours(8)), new JsonObject
        {
            ["attendees"] = new JsonArray(new JsonObject { ["name"] = Planted.In("Guest"), ["address"] = $"{Planted.Marker}@contoso.test" }),
        });
        var own = Words(Planted.In("Home"), Planted.In("Dr. Salo"));
        own["sensitivity"] = "Private";
        await outlook.AddAsync(Doctor, At(Day.AddHours(13)), own);
    }

    /// <summary>R4: the tick decides, and project tasks never go.</summary>
    public async Task ActivitiesTravelAsync()
    {
        await aino.MakeActivityAsync("Meeting", Offer);
        await aino.MakeActivityAsync("To-do", Errand);
        await aino.MakeActivityAsync("Project task", Specification);
        await runs.SucceededAsync();
        await AssertInOutlookAsync(Offer);
        Assert.False(await calendars.HasEntryAsync(Errand.Title));
        Assert.False(await calendars.HasEntryAsync(Specification.Title));
    }

    /// <summary>Pairs of both origins, edited on both sides.</summary>
    public async Task EditsTravelAsync()
    {
        await aino.EditActivityAsync(Lunch, LongLunch);
        await runs.SucceededAsync();
        await AssertInOutlookAsync(LongLunch);

        await EditInOutlookAsync(Offer.Title, BetterOffer);
        await EditInOutlookAsync(Walk, Run);
        await SyncNowAsync();
        await AssertInSeveraAsync(BetterOffer);
        await AssertInSeveraAsync(Run);
    }

    public async Task DeletionsTravelAsync()
    {
        await aino.DeleteActivityAsync(Run);
        await runs.SucceededAsync();
        Assert.False(await calendars.HasEntryAsync(Run.Title));
        Assert.Contains(await outlook.AllAsync("deleteditems"), e => e.Title == Run.Title);

        await outlook.DeleteAsync(await outlook.EntryAsync(BetterOffer.Title));
        await outlook.DeleteAsync(await outlook.EntryAsync(Doctor));
        await SyncNowAsync();
        Assert.False(await calendars.HasActivityAsync(BetterOffer.Title));
        Assert.False(await calendars.HasActivityAsync(Doctor));
    }

    private async Task SyncNowAsync()
    {
        await aino.AskForRunAsync();
        await runs.SucceededAsync();
    }

    private async Task EditInOutlookAsync(string title, ActivityPlan plan)
    {
        var change = Words(plan.Place, plan.Notes);
        (change["subject"], change["start"], change["end"]) = (plan.Title, At(plan.Start), At(plan.End));
        await outlook.EditAsync(await outlook.EntryAsync(title), change);
    }

    private async Task AssertInOutlookAsync(ActivityPlan plan)
    {
        var entry = await outlook.EntryAsync(plan.Title);
        Assert.Equal((At(plan.Start), At(plan.End), plan.Place, plan.Notes), (entry.Start, entry.End, entry.Place, entry.Notes));
    }

    private async Task AssertInSeveraAsync(ActivityPlan plan)
    {
        var activity = await calendars.ActivityAsync(plan.Title);
        Assert.Equal(
            (plan.Start, plan.End, plan.Place, plan.Notes),
            (BothCalendars.Local(activity.StartsAt), BothCalendars.Local(activity.EndsAt), activity.Place, activity.Notes));
    }

    private static JsonObject Words(string place, string notes) => new() { ["location"] = place, ["notes"] = notes };

    private static DateTimeOffset At(DateTime local) => BothCalendars.Instant(local);

    private static DateTime NextMonday()
    {
        var today = BothCalendars.Local(DateTime.UtcNow).Date;
        return today.AddDays(14 - (((int)today.DayOfWeek + 6) % 7));
    }
}
