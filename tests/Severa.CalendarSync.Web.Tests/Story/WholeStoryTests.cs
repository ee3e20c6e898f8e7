using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Severa.CalendarSync.TestKit;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>From the empty database to two calendars that stay equal: in a browser, with the product's own jobs, against the simulated Exchange.</summary>
[Collection(StoryCollection.Name)]
public sealed class WholeStoryTests(StoryBrowser browser, ITestOutputHelper output) : IClassFixture<StoryBrowser>, IDisposable
{
    private static readonly DateTime Day = NextMonday();

    private readonly OutlookOf _outlook = new(browser.App);
    private readonly SyncRuns _runs = new(browser.App);

    private BothCalendars Calendars => new(browser.App, _outlook, _runs);

    [Fact]
    public async Task An_administrator_connects_a_user_switches_on_and_both_calendars_stay_equal()
    {
        var administrator = await browser.SitDownAsync();
        var link = await ConnectAsync(administrator);
        var aino = await browser.SitDownAsync();
        await aino.AcceptAsync(link);
        await PlantAsync();
        var meetings = await MeetingsAsync();
        await aino.ProveMailboxAsync();
        await aino.SwitchOnAsync();
        await _runs.SucceededAsync();
        var (all, hidden) = await Calendars.AssertEqualAsync("Personal", "Meeting");
        output.WriteLine($"{all} entries are activities, {hidden} of them private.");

        await NothingMoreToDoAsync(aino, "after the first run");
        await ActivitiesTravelAsync(aino);
        await EditsTravelAsync(aino);
        await NothingMoreToDoAsync(aino, "after edits on both sides");
        await DeletionsTravelAsync(aino);
        await NothingMoreToDoAsync(aino, "after deletions on both sides");

        Assert.Equal(meetings, await MeetingsAsync());
        await NoMailAsync();
        output.WriteLine($"{meetings.Count} meetings untouched, 0 mails.");
        await BreakAsync(aino);
        await AssertSilenceAsync();
        ValidateWire();
    }

    public void Dispose() => _outlook.Dispose();

    private async Task<string> ConnectAsync(IPage administrator)
    {
        await administrator.SetUpAsync();
        var types = await browser.App.QueryAsync(db => db.ActivityTypes.Select(t => t.Name).ToListAsync());
        Assert.Superset(new HashSet<string>(["Meeting", "To-do", "Project task", "Personal"], StringComparer.Ordinal), new HashSet<string>(types, StringComparer.Ordinal));
        await administrator.RunSeldomAsync();
        var link = await administrator.InviteAsync("Aino Virtanen", AppFactory.Aino);
        await administrator.TestConnectionAsync(browser.App, Planted.WrongSecret);
        await administrator.ExpectRedAsync();
        await administrator.TestConnectionAsync(browser.App, Planted.DelegateSecret);
        await administrator.ExpectGreenAsync();
        return link;
    }

    /// <summary>Beside the seeded quarter: entries with words that nobody may log.</summary>
    private async Task PlantAsync()
    {
        await _outlook.AddAsync(Planted.In("Lunch"), At(11), Words("Kosmos", "Bring the plan"));
        await _outlook.AddAsync(Planted.In("Walk"), At(12));
        var own = Words("Home", "Dr. Salo");
        own["sensitivity"] = "Private";
        await _outlook.AddAsync(Planted.In("Doctor"), At(13), own);
    }

    /// <summary>R4: the tick decides, and project tasks never go.</summary>
    private async Task ActivitiesTravelAsync(IPage aino)
    {
        await aino.MakeActivityAsync(Planted.In("Offer"), "Meeting", Day.AddHours(14), Planted.In("Room 1"), Planted.In("Numbers"));
        await aino.MakeActivityAsync(Planted.In("Errand"), "To-do", Day.AddHours(15));
        await aino.MakeActivityAsync(Planted.In("Specification"), "Project task", Day.AddHours(16));
        await _runs.SucceededAsync();
        var entry = await _outlook.EntryAsync(Planted.In("Offer"));
        Assert.Equal((At(14), Planted.In("Room 1"), Planted.In("Numbers")), (entry.Start, entry.Place, entry.Notes));
        Assert.False(await Calendars.HasEntryAsync(Planted.In("Errand")));
        Assert.False(await Calendars.HasEntryAsync(Planted.In("Specification")));
    }

    /// <summary>Pairs of both origins, edited on both sides.</summary>
    private async Task EditsTravelAsync(IPage aino)
    {
        await NothingMoreToDoAsync(aino, "after new activities");
        await aino.EditActivityAsync(Planted.In("Lunch"), Day.AddHours(11), Planted.In("Long lunch"), Day.AddHours(10), Planted.In("Aura"), Planted.In("By bike"));
        await _runs.SucceededAsync();
        var entry = await _outlook.EntryAsync(Planted.In("Long lunch"));
        Assert.Equal((At(10), At(11), Planted.In("Aura"), Planted.In("By bike")), (entry.Start, entry.End, entry.Place, entry.Notes));

        await EditInOutlookAsync(Planted.In("Offer"), Planted.In("Better offer"), 17);
        await EditInOutlookAsync(Planted.In("Walk"), Planted.In("Run"), 18);
        await aino.SyncNowAsync(_runs);
        await AssertArrivedAsync(Planted.In("Better offer"), 17);
        await AssertArrivedAsync(Planted.In("Run"), 18);
    }

    private async Task DeletionsTravelAsync(IPage aino)
    {
        await aino.DeleteActivityAsync(Planted.In("Run"), Day.AddHours(18));
        await _runs.SucceededAsync();
        Assert.False(await Calendars.HasEntryAsync(Planted.In("Run")));
        Assert.Contains(await _outlook.AllAsync("deleteditems"), e => e.Title == Planted.In("Run"));

        await _outlook.DeleteAsync(await _outlook.EntryAsync(Planted.In("Better offer")));
        await _outlook.DeleteAsync(await _outlook.EntryAsync(Planted.In("Doctor")));
        await aino.SyncNowAsync(_runs);
        Assert.False(await Calendars.HasActivityAsync(Planted.In("Better offer")));
        Assert.False(await Calendars.HasActivityAsync(Planted.In("Doctor")));
    }

    /// <summary>Another run finds nothing, and asks Exchange once to learn that.</summary>
    private async Task NothingMoreToDoAsync(IPage aino, string moment)
    {
        await _runs.SettledAsync();
        var before = await _runs.CountAsync();
        await NoMailAsync();
        await _outlook.ResetCountersAsync();
        await aino.SyncNowAsync(_runs);
        var after = await _runs.CountAsync();
        var (requests, mails) = await _outlook.CountersAsync();
        var operations = string.Join(", ", (await _outlook.OperationsAsync()).Select(o => $"{o.Value} {o.Key}"));
        output.WriteLine($"{moment}: {after.Quiet - before.Quiet} run without work, {after.Kept - before.Kept} with, requests: {operations}.");
        Assert.Equal((1, 0, 1, 0), (after.Quiet - before.Quiet, after.Kept - before.Kept, requests, mails));
    }

    /// <summary>Since the counters were reset; asked before each reset, so over the whole story.</summary>
    private async Task NoMailAsync() => Assert.Equal(0, (await _outlook.CountersAsync()).Mails);

    /// <summary>A run that fails, as Hangfire keeps it.</summary>
    private async Task BreakAsync(IPage aino)
    {
        await _outlook.FailAsync("DropBeforeCommit", 100);
        await aino.GotoAsync("/profile");
        await aino.GetByRole(AriaRole.Button, new() { Name = "Sync now" }).ClickAsync();
        await _runs.FailedAsync();
        await Processes.Wait.UntilAsync(() => Task.FromResult(Silence.FailedJobs(browser.App) > 0), "the job to be kept as failed", TimeSpan.FromSeconds(60));
        await _outlook.HealAsync();
    }

    private async Task AssertSilenceAsync()
    {
        var titles = (await _outlook.AllAsync()).Select(e => e.Title).Where(title => title.Length >= 12).Distinct(StringComparer.Ordinal).ToList();
        browser.Story.AssertNowhere([Planted.Marker, .. titles]);
        output.WriteLine($"Neither the marker nor one of {titles.Count} titles is in {browser.Story.Log.Lines.Count} log lines or in {Silence.JobTexts(browser.App).Count} jobs.");
    }

    private void ValidateWire()
    {
        if (EwsSchemas.Exist)
        {
            browser.Story.Wire.AssertValid();
            output.WriteLine($"{browser.Story.Wire.Exchanges.Count} requests and their answers are valid by Microsoft's schemas.");
        }
        else
        {
            output.WriteLine("Microsoft's schemas are not here: the messages were not validated.");
        }
    }

    private async Task EditInOutlookAsync(string title, string newTitle, int hour)
    {
        var change = Words("Garden " + newTitle, "Shoes " + newTitle);
        (change["subject"], change["start"], change["end"]) = (newTitle, At(hour), At(hour + 1));
        await _outlook.EditAsync(await _outlook.EntryAsync(title), change);
    }

    private async Task AssertArrivedAsync(string title, int hour)
    {
        var activity = await Calendars.ActivityAsync(title);
        Assert.Equal(
            (Day.AddHours(hour), Day.AddHours(hour + 1), Planted.In("Garden " + title), Planted.In("Shoes " + title)),
            (BothCalendars.Local(activity.StartsAt), BothCalendars.Local(activity.EndsAt), activity.Place, activity.Notes));
    }

    private async Task<IReadOnlyList<string>> MeetingsAsync() =>
        [.. (await _outlook.AllAsync()).Where(e => e.IsMeeting).Select(e => $"{e.Id} {e.ChangeKey}").Order(StringComparer.Ordinal)];

    private static JsonObject Words(string place, string notes) => new() { ["location"] = Planted.In(place), ["notes"] = Planted.In(notes) };

    private static DateTimeOffset At(int hour) => BothCalendars.Instant(Day.AddHours(hour));

    private static DateTime NextMonday()
    {
        var today = BothCalendars.Local(DateTime.UtcNow).Date;
        return today.AddDays(14 - (((int)today.DayOfWeek + 6) % 7));
    }
}
