using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.TestKit;
using Severa.CalendarSync.Web.Tests.Processes;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Story.Whole;

/// <summary>
/// From the empty database to two calendars that stay equal: with the product's own jobs, against the simulated Exchange.
/// Who acts, and how, is said from outside.
/// </summary>
internal sealed class WholeStory : IDisposable
{
    private readonly VersionApp _app;
    private readonly IAdministrator _administrator;
    private readonly IUser _aino;
    private readonly ITestOutputHelper _output;
    private readonly OutlookOf _outlook;
    private readonly SyncRuns _runs;
    private readonly BothCalendars _calendars;
    private readonly StoryEdits _edits;

    public WholeStory(VersionApp app, IAdministrator administrator, IUser aino, ITestOutputHelper output)
    {
        (_app, _administrator, _aino, _output) = (app, administrator, aino, output);
        (_outlook, _runs) = (new OutlookOf(app), new SyncRuns(app));
        _calendars = new BothCalendars(app, _outlook, _runs);
        _edits = new StoryEdits(aino, _outlook, _runs, _calendars);
    }

    public async Task TellAsync()
    {
        await _aino.AcceptAsync(await ConnectAsync());
        await _edits.PlantAsync();
        var meetings = await MeetingsAsync();
        await _aino.ProveMailboxAsync();
        await _aino.SwitchOnAsync();
        await _runs.SucceededAsync();
        await BothAreEqualAsync();
        await NothingMoreToDoAsync("after the first run");

        await _edits.ActivitiesTravelAsync();
        await NothingMoreToDoAsync("after new activities");
        await _edits.EditsTravelAsync();
        await NothingMoreToDoAsync("after edits on both sides");
        await _edits.DeletionsTravelAsync();
        await NothingMoreToDoAsync("after deletions on both sides");
        await BothAreEqualAsync(StoryEdits.OnlyInSevera);

        Assert.Equal(meetings, await MeetingsAsync());
        await NoMailAsync();
        _output.WriteLine($"{meetings.Count} meetings untouched, 0 mails.");
        await BreakAsync();
        await AssertSilenceAsync();
        ValidateWire();
    }

    public void Dispose() => _outlook.Dispose();

    private async Task<string> ConnectAsync()
    {
        await _administrator.SetUpAsync();
        var types = await _app.QueryAsync(db => db.ActivityTypes.Select(t => t.Name).ToListAsync());
        Assert.Superset(new HashSet<string>(["Meeting", "To-do", "Project task", "Personal"], StringComparer.Ordinal), new HashSet<string>(types, StringComparer.Ordinal));
        await _administrator.RunSeldomAsync();
        var link = await _administrator.InviteAsync("Aino Virtanen", AppFactory.Aino);
        await _administrator.TestConnectionAsync(Planted.WrongSecret);
        await _administrator.ExpectRedAsync(StoryVersion.RefusedSecret);
        await _administrator.TestConnectionAsync(_app.Version.Secret);
        await _administrator.ExpectGreenAsync();
        return link;
    }

    private async Task BothAreEqualAsync(params string[] onlyInSevera)
    {
        var (all, hidden) = await _calendars.AssertEqualAsync("Personal", "Meeting", onlyInSevera);
        _output.WriteLine($"{all} entries are activities, {hidden} of them private.");
    }

    /// <summary>Another run finds nothing, and asks Exchange once to learn that.</summary>
    private async Task NothingMoreToDoAsync(string moment)
    {
        await _runs.SettledAsync();
        await _runs.IdleAsync();
        var before = await _runs.CountAsync();
        await NoMailAsync();
        await _outlook.ResetCountersAsync();
        await _aino.AskForRunAsync();
        await _runs.SucceededAsync();
        var after = await _runs.CountAsync();
        var (requests, mails) = await _outlook.CountersAsync();
        var operations = string.Join(", ", (await _outlook.OperationsAsync()).Select(o => $"{o.Value} {o.Key}"));
        _output.WriteLine($"{moment}: {after.Quiet - before.Quiet} run without work, {after.Kept - before.Kept} with, requests: {operations}.");
        Assert.Equal((1, 0, 1, 0), (after.Quiet - before.Quiet, after.Kept - before.Kept, requests, mails));
    }

    /// <summary>Since the counters were reset; asked before each reset, so over the whole story.</summary>
    private async Task NoMailAsync() => Assert.Equal(0, (await _outlook.CountersAsync()).Mails);

    private async Task<IReadOnlyList<string>> MeetingsAsync() =>
        [.. (await _outlook.AllAsync()).Where(e => e.IsMeeting).Select(e => $"{e.Id} {e.ChangeKey}").Order(StringComparer.Ordinal)];

    /// <summary>A run that fails, as Hangfire keeps it.</summary>
    private async Task BreakAsync()
    {
        await _outlook.FailAsync("DropBeforeCommit", 100);
        await _aino.AskForRunAsync();
        await _runs.FailedAsync();
        await Wait.UntilAsync(() => Task.FromResult(Silence.FailedJobs(_app) > 0), "the job to be kept as failed", TimeSpan.FromSeconds(60));
        await _outlook.HealAsync();
    }

    private async Task AssertSilenceAsync()
    {
        var titles = (await _outlook.AllAsync()).Select(e => e.Title).Where(title => title.Length >= 12).Distinct(StringComparer.Ordinal).ToList();
        var proofs = _app.Proofs.Secrets;
        Assert.Equal(_app.Version.HasTokens, _app.Proofs.Tokens.Count > 0);
        Assert.NotEmpty(proofs);
        using var operatorVisit = await _app.SignInAsync(StoryPerson.Email, Planted.UserPassword);
        var seen = await _app.AssertNowhereAsync(operatorVisit, [Planted.Marker, .. titles, .. proofs]);
        _output.WriteLine($"Neither the marker nor one of {titles.Count} titles, nor one of {proofs.Count} tokens and sign-ins is in {seen}.");
    }

    private void ValidateWire()
    {
        if (EwsSchemas.Exist)
        {
            _app.Wire.AssertValid();
            _output.WriteLine($"{_app.Wire.Exchanges.Count} requests and their answers are valid by Microsoft's schemas.");
        }
        else
        {
            _output.WriteLine("Microsoft's schemas are not here: the messages were not validated.");
        }
    }
}
