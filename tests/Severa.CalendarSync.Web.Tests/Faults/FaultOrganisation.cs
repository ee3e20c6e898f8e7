using System.Text.Json.Nodes;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Tests.Processes;
using Severa.CalendarSync.Web.Tests.Story;

namespace Severa.CalendarSync.Web.Tests.Faults;

/// <summary>An administrator, Aino, who gets all the trouble, and Mikael, who has the same Exchange. Both are in sync.</summary>
internal sealed class FaultOrganisation : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly List<string> _titles = [];
    private readonly DateTimeOffset _start;
    private string _renamed = "Weekly report";

    private FaultOrganisation(FaultApp app)
    {
        App = app;
        Faults = new SandboxFaults(app);
        Outlook = new OutlookOf(app);
        _start = new DateTimeOffset(app.UtcNow.Date.AddDays(1).AddHours(6), TimeSpan.Zero);
    }

    public FaultApp App { get; }

    public SandboxFaults Faults { get; }

    public OutlookOf Outlook { get; }

    public PageReader Administrator { get; private set; } = null!;

    public PageReader Aino { get; private set; } = null!;

    public PageReader Mikael { get; private set; } = null!;

    public BothCalendars Calendars => new(App, Outlook, Aino.Runs);

    public static async Task<FaultOrganisation> StartAsync()
    {
        var organisation = new FaultOrganisation(new FaultApp());
        await organisation.BeginAsync();
        return organisation;
    }

    /// <summary>People edit both calendars; the edit in Severa causes a run.</summary>
    public async Task EditAsync(string what)
    {
        await AddAsync($"{what} in Outlook");
        var standing = await Outlook.EntryAsync("Standing");
        await Outlook.EditAsync(standing, new JsonObject { ["location"] = what });
        var activity = await Calendars.ActivityAsync(_renamed);
        _titles.Remove(_renamed);
        _titles.Add(_renamed = $"{what} in Severa");
        await Aino.Visitor.RenameActivityAsync(activity, _renamed);
    }

    /// <summary>What the service does each minute: whoever is due is run.</summary>
    public void Dispatch() => App.Services.GetRequiredService<IBackgroundJobClient>().Enqueue<DispatchJob>(job => job.RunAsync(CancellationToken.None));

    /// <summary>As much time goes by as the mailbox has to wait for its turn.</summary>
    public async Task DispatchWhenDueAsync()
    {
        var mailbox = await Aino.Runs.MailboxAsync();
        var wait = new[] { mailbox.NextDueAt, (await App.ConnectionAsync()).PausedUntil }.Max() - App.UtcNow;
        if (wait > TimeSpan.Zero)
        {
            App.Time.MoveOn(wait.Value + TimeSpan.FromSeconds(1));
        }

        Dispatch();
        await Wait.UntilAsync(async () => (await Aino.Runs.MailboxAsync()).LastCheckedAt > mailbox.LastCheckedAt, "the next run", Patience);
        await Aino.Runs.SettledAsync();
    }

    /// <summary>What the runs meant for the connection is noted a moment after them.</summary>
    public Task ConnectionSaysAsync(int? number) =>
        Wait.UntilAsync(async () => (await App.ConnectionAsync()).ErrorNumber == number, $"the connection's error {number}", Patience);

    /// <summary>Everything that was ever written is there, once on each side, and nothing waits.</summary>
    public async Task<bool> IsInSyncAsync()
    {
        var inOutlook = (await Calendars.ExpectedAsync()).Select(e => $"{e.Start.UtcDateTime:O} {e.Title}").Order(StringComparer.Ordinal).ToList();
        var inSevera = (await Calendars.ActivitiesAsync()).Select(a => $"{DateTime.SpecifyKind(a.StartsAt, DateTimeKind.Utc):O} {a.Title}").Order(StringComparer.Ordinal).ToList();
        return inOutlook.SequenceEqual(inSevera, StringComparer.Ordinal)
            && await App.QueryAsync(db => db.Intents.CountAsync(i => i.ClosedAt == null)) == 0
            && (await Outlook.EntryAsync("Standing")).Place == (await Calendars.ActivityAsync("Standing")).Place;
    }

    public async Task AssertInSyncAsync()
    {
        await Calendars.AssertEqualAsync("Personal", "Meeting");
        Assert.Equal(_titles.Order(StringComparer.Ordinal), (await Outlook.AllAsync()).Select(e => e.Title).Order(StringComparer.Ordinal));
        Assert.Equal(0, (await Outlook.CountersAsync()).Mails);
    }

    public async ValueTask DisposeAsync()
    {
        Administrator.Dispose();
        Aino.Dispose();
        Mikael.Dispose();
        Outlook.Dispose();
        Faults.Dispose();
        await App.DisposeAsync();
    }

    private async Task BeginAsync()
    {
        Administrator = await PageReader.SignInAsync(App, AppFactory.Admin, "Contoso Admin");
        Aino = await PageReader.SignInAsync(App, AppFactory.Aino, "Aino Virtanen");
        Mikael = await PageReader.SignInAsync(App, AppFactory.Mikael, "Mikael Lind");
        await App.QueryAsync(db => db.Activities.ExecuteDeleteAsync());
        await AddAsync("Standing");
        await AddAsync(_renamed);
        await AddAsync("Dentist", new JsonObject { ["sensitivity"] = "Private" });
        await AddAsync("Weekly", new JsonObject
        {
            ["recurrence"] = new JsonObject
            {
                ["kind"] = "Weekly", ["days"] = new JsonArray(_start.DayOfWeek.ToString()), ["startDate"] = $"{_start:yyyy-MM-dd}", ["count"] = 4,
            },
        });
        await Aino.Visitor.SwitchAsync(App, "on");
        await Mikael.Visitor.SwitchAsync(App, "on", AppFactory.Mikael);
        await Aino.Runs.SucceededAsync();
        await Mikael.Runs.SucceededAsync();
        await AssertInSyncAsync();
    }

    private async Task AddAsync(string title, JsonObject? more = null)
    {
        // Half an hour apart, so that no two meet.
        await Outlook.AddAsync(title, _start.AddMinutes(30 * _titles.Count), more);
        _titles.Add(title);
    }
}
