using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>Whole runs by Microsoft's schemas. The story in the browser checks its own messages too; this test says so where the schemas are missing.</summary>
[Collection(StoryCollection.Name)]
public sealed class WireTests(ITestOutputHelper output)
{
    [SchemaFact]
    public async Task Everything_sent_and_answered_in_whole_runs_is_valid()
    {
        await using var app = new DemoStoryApp();
        using var outlook = new OutlookOf(app);
        var runs = new SyncRuns(app);
        var calendars = new BothCalendars(app, outlook, runs);
        var at = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(3).AddHours(9), TimeSpan.Zero);
        await outlook.AddAsync("Stays", at);
        await outlook.AddAsync("Goes", at.AddHours(2));
        using var aino = await app.SignInAsync(AppFactory.Aino);
        await aino.SwitchAsync(app, "on");
        await runs.SucceededAsync();

        await aino.RenameActivityAsync(await calendars.ActivityAsync("Stays"), "Stays, renamed");
        await aino.DeleteActivityAsync(await calendars.ActivityAsync("Goes"));
        await runs.SucceededAsync();
        await outlook.EditAsync(await outlook.EntryAsync("Workshop: integrations"), new JsonObject { ["location"] = "Room Inari" });
        await outlook.DeleteAsync(await outlook.EntryAsync("Stays, renamed"));
        await aino.SyncNowAsync(app, runs);
        Assert.False(await calendars.HasActivityAsync("Stays, renamed"));

        app.Wire.AssertValid();
        var kinds = app.Wire.Exchanges.GroupBy(e => e.Operation).Select(g => $"{g.Count()} {g.Key}");
        output.WriteLine($"{app.Wire.Exchanges.Count} requests with their answers: {string.Join(", ", kinds)}.");
        Assert.Superset(
            new HashSet<string>(["SyncFolderItems", "GetItem", "CreateItem", "UpdateItem", "DeleteItem"], StringComparer.Ordinal),
            app.Wire.Exchanges.Select(e => e.Operation).ToHashSet(StringComparer.Ordinal));
    }
}
