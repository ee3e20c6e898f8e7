using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>R3 and R4 in whole runs.</summary>
[Collection(StoryCollection.Name)]
public sealed class PrivacyAndTickTests : IDisposable
{
    private static readonly DateTimeOffset At = new(DateTime.UtcNow.Date.AddDays(9).AddHours(8).AddMinutes(7), TimeSpan.Zero);

    private readonly DemoStoryApp _app = new();
    private readonly OutlookOf _outlook;
    private readonly SyncRuns _runs;
    private readonly BothCalendars _calendars;

    public PrivacyAndTickTests()
    {
        _outlook = new OutlookOf(_app);
        _runs = new SyncRuns(_app);
        _calendars = new BothCalendars(_app, _outlook, _runs);
    }

    [Fact]
    public async Task Private_entry_without_a_private_type_shows_only_its_time_and_an_edit_of_it_is_set_back()
    {
        using var administrator = await _app.SignInAsync(AppFactory.Admin);
        using var aino = await _app.SignInAsync(AppFactory.Aino);
        await administrator.SaveTypesAsync(_app, privateEntries: "none");
        await _outlook.AddAsync("Blood test", At, new JsonObject { ["sensitivity"] = "Private", ["location"] = "Hospital", ["notes"] = "Fasting" });
        await aino.SwitchAsync(_app, "on");
        await _runs.SucceededAsync();
        var entry = await _outlook.EntryAsync("Blood test");
        var activity = await FindWithheldAsync();
        Assert.Equal(("Meeting", "", ""), (activity.Type!.Name, activity.Place, activity.Notes));
        Assert.DoesNotContain(await _calendars.ActivitiesAsync(), a => $"{a.Title}{a.Place}{a.Notes}".Contains("Blood", StringComparison.Ordinal));

        await aino.RenameActivityAsync(activity, "Nobody's business");
        await _runs.SucceededAsync();
        Assert.Equal(activity.Id, (await FindWithheldAsync()).Id);
        Assert.False(await _calendars.HasActivityAsync("Nobody's business"));
        Assert.Equal(entry.ChangeKey, (await _outlook.EntryAsync("Blood test")).ChangeKey);
        Assert.True(await _app.QueryAsync(db => db.History.AnyAsync(h => h.Kind == SyncActionKind.SetBack && h.Target == Side.Severa && h.Reason == Reason.WithheldText)));
    }

    [Fact]
    public async Task Unticked_default_type_makes_nothing_new_in_the_next_three_runs()
    {
        using var administrator = await _app.SignInAsync(AppFactory.Admin);
        using var aino = await _app.SignInAsync(AppFactory.Aino);
        await aino.SwitchAsync(_app, "on");
        await _runs.SucceededAsync();
        var before = await EverythingAsync();
        await administrator.SaveTypesAsync(_app, unticked: "Meeting");
        for (var run = 0; run < 3; run++)
        {
            await aino.SyncNowAsync(_app, _runs);
            Assert.Equal(before, await EverythingAsync());
        }
    }

    public void Dispose()
    {
        _outlook.Dispose();
        _app.Dispose();
    }

    private async Task<Data.Entities.SeveraActivity> FindWithheldAsync() =>
        (await _calendars.ActivitiesAsync()).Single(a => a.Title == "Private appointment" && a.StartsAt == At.UtcDateTime);

    /// <summary>What is where, by identity: an entry made anew would show.</summary>
    private async Task<IReadOnlyList<string>> EverythingAsync() =>
    [
        .. (await _outlook.AllAsync()).Select(e => $"{e.Id} {e.Title}").Order(StringComparer.Ordinal),
        .. (await _calendars.ActivitiesAsync()).Select(a => $"{a.Id} {a.Title}").Order(StringComparer.Ordinal),
    ];
}
