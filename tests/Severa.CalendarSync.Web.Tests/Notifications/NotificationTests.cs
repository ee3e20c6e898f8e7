using System.Diagnostics;
using System.Text.Json.Nodes;
using Severa.CalendarSync.Web.Tests.Processes;
using Severa.CalendarSync.Web.Tests.Story;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Notifications;

/// <summary>R21 end to end: what happens in Outlook is in Severa in seconds, and nobody asked for it.</summary>
public sealed class NotificationTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(DateTime.UtcNow.Date.AddDays(9).AddHours(8), TimeSpan.Zero);

    private NotifiedApp _app = null!;
    private Visitor _aino = null!;

    private SyncRuns Runs => new(_app);

    public async Task InitializeAsync()
    {
        (_app, _aino) = await NotifiedApp.WithAinoOnAsync();
    }

    public async Task DisposeAsync()
    {
        _aino.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Made_changed_and_deleted_in_Outlook_is_so_in_Severa()
    {
        using var outlook = new OutlookOf(_app);
        await outlook.AddAsync("Made", At);
        await _app.HasActivityAsync("Made");

        await outlook.EditAsync(await outlook.EntryAsync("Made"), new JsonObject { ["subject"] = "Changed" });
        await _app.HasActivityAsync("Changed");

        await outlook.DeleteAsync(await outlook.EntryAsync("Changed"));
        await Wait.UntilAsync(
            async () => !await new BothCalendars(_app, outlook, Runs).HasActivityAsync("Changed"), "the activity to go", NotifiedApp.Patience);
    }

    [Fact]
    public async Task Our_own_writes_cause_one_more_run_of_one_request()
    {
        using var outlook = new OutlookOf(_app);
        await QuietAsync(outlook);
        var (kept, quiet) = await Runs.CountAsync();
        await outlook.ResetCountersAsync();
        var activity = (await new BothCalendars(_app, outlook, Runs).ActivitiesAsync()).First(a => a.Title == "Offer review");

        await _aino.RenameActivityAsync(activity, "Renamed in Severa");
        await Wait.UntilAsync(async () => (await Runs.CountAsync()).Quiet > quiet, "the run after our own write", NotifiedApp.Patience);
        await QuietAsync(outlook);

        var (keptAfter, quietAfter) = await Runs.CountAsync();
        var operations = await outlook.OperationsAsync();
        output.WriteLine($"One write to Outlook and one change there: {keptAfter - kept} runs that wrote, {quietAfter - quiet} after our own write that found nothing; "
            + string.Join(", ", operations.Select(o => $"{o.Value} {o.Key}")));
        Assert.Equal(2, keptAfter - kept);
        Assert.InRange(quietAfter - quiet, 1, 3);
    }

    [Fact]
    public async Task Switching_off_ends_it_at_once()
    {
        using var mikael = await _app.SignInAsync(AppFactory.Mikael);
        await mikael.SwitchAsync(_app, "on", AppFactory.Mikael);
        await _app.ListensToAsync(AppFactory.Aino, AppFactory.Mikael);

        await _aino.SwitchAsync(_app, "off");
        await _app.ListensToAsync(AppFactory.Mikael);

        using var outlook = new OutlookOf(_app);
        using var other = new OutlookOf(_app, AppFactory.Mikael);
        await outlook.AddAsync("Nobody listens", At);
        await other.AddAsync("Somebody listens", At);
        await _app.HasActivityAsync("Somebody listens");
        Assert.False(await new BothCalendars(_app, outlook, Runs).HasActivityAsync("Nobody listens"));
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("restart")]
    [InlineData("expire?mailbox=" + AppFactory.Aino)]
    [InlineData("miss?mailbox=" + AppFactory.Aino)]
    public async Task What_was_not_heard_is_found_when_the_trouble_is_over(string trouble)
    {
        using var outlook = new OutlookOf(_app);
        await QuietAsync(outlook);
        await _app.DisturbAsync($"lose?mailbox={AppFactory.Aino}");
        await outlook.AddAsync("Unheard", At);

        await _app.DisturbAsync(trouble);

        await _app.HasActivityAsync("Unheard");
        await _app.ListensToAsync(AppFactory.Aino);
    }

    [Fact]
    public async Task The_service_stops_without_waiting_for_its_connections()
    {
        var watch = Stopwatch.StartNew();

        await _app.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));

        output.WriteLine($"Stopped in {watch.Elapsed.TotalSeconds:F1} s.");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(25), $"The stop took {watch.Elapsed}.");
    }

    /// <summary>A change is heard and run, and whatever was heard before it was heard before.</summary>
    private async Task QuietAsync(OutlookOf outlook)
    {
        var title = $"Quiet {Guid.NewGuid():N}";
        await outlook.AddAsync(title, At.AddHours(3));
        await _app.HasActivityAsync(title);
        await Runs.SettledAsync();
    }
}
