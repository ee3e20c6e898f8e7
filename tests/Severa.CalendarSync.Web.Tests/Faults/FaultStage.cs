using System.Net;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Web.Tests.Profile;
using Severa.CalendarSync.Web.Tests.Settings;

namespace Severa.CalendarSync.Web.Tests.Faults;

/// <summary>One service for all faults; each is played once.</summary>
public sealed class FaultStage : IAsyncLifetime
{
    private const int MostRunsUntilInSync = 6;

    private readonly Dictionary<FaultKind, FaultStory> _played = [];
    private FaultOrganisation _people = null!;
    private FaultPages _pages = null!;

    public async Task InitializeAsync()
    {
        _people = await FaultOrganisation.StartAsync();
        _pages = new FaultPages(_people);
    }

    public async Task DisposeAsync() => await _people.DisposeAsync();

    internal async Task<FaultStory> PlayAsync(FaultKind kind)
    {
        if (!_played.TryGetValue(kind, out var story))
        {
            _played[kind] = story = await PlayAsync(FaultRows.Of(kind));
        }

        return story;
    }

    private async Task<FaultStory> PlayAsync(FaultRow row)
    {
        try
        {
            return await LiveAsync(row);
        }
        catch
        {
            // What is left of it is no stage for the next one.
            await DisposeAsync();
            await InitializeAsync();
            throw;
        }
    }

    private async Task<FaultStory> LiveAsync(FaultRow row)
    {
        await _pages.AssertCalmAsync();
        if (row.OnceFor is not null)
        {
            await BridgeAsync(row);
        }

        await _people.Faults.SwitchOnAsync(row.Lasting);
        var before = await CountAsync();
        await _people.EditAsync($"{row.Kind}");
        await SettleAsync(row);
        await BringMikaelAsync(row);
        var (wasted, runs) = (row.IsHarmless ? 0 : await _people.Faults.SpoiledAsync(), await CountAsync() - before);
        Assert.InRange(wasted, 0, row.MostWasted * runs);
        var page = await ReadAsync(row);
        await _people.Faults.ClearAsync();
        var untilInSync = await HealAsync(row);
        await _people.AssertInSyncAsync();
        await _pages.AssertCalmAsync();
        return new FaultStory(row, page, row.Error is { } number ? ShownError.Expected(_people.App, number, "en").Sentence : "-", runs, wasted, untilInSync);
    }

    /// <summary>A single such request is nobody's business.</summary>
    private async Task BridgeAsync(FaultRow row)
    {
        await _people.Faults.SwitchOnAsync(row.Once);
        await _people.Aino.SyncNowAsync();
        await _people.Aino.Runs.SucceededAsync();
        Assert.Equal(1, await _people.Faults.SpoiledAsync());
        await _pages.AssertCalmAsync();
        await _people.Faults.ClearAsync();
    }

    private async Task SettleAsync(FaultRow row)
    {
        var runs = _people.Aino.Runs;
        for (var seen = 0; row.IsSlow && (await runs.MailboxAsync()).ErrorNumber is null;)
        {
            if (await _people.Faults.SpoiledAsync() > seen)
            {
                seen++;
                _people.App.Time.EndLongWaits();
            }
        }

        await runs.SettledAsync();
        await _people.ConnectionSaysAsync(row.Told == Told.Everybody ? row.Error : null);
    }

    /// <summary>The other one has the same Exchange: he wants a run as well.</summary>
    private async Task BringMikaelAsync(FaultRow row)
    {
        await _people.Mikael.SyncNowAsync();
        if (row.Told != Told.Everybody)
        {
            await _people.Mikael.Runs.SucceededAsync();
        }
    }

    private async Task<string> ReadAsync(FaultRow row)
    {
        var page = "";
        foreach (var language in _people.Aino.Language == "en" ? new[] { "en", "fi" } : ["fi", "en"])
        {
            await _people.Aino.SpeakAsync(language);
            await _people.Administrator.SpeakAsync(language);
            page = await _pages.AssertToldAsync(row);
        }

        return page;
    }

    /// <summary>The fault is over. Returns how many runs it takes until both calendars are equal.</summary>
    private async Task<int> HealAsync(FaultRow row)
    {
        var before = await CountAsync();
        await CureAsync(row.Cure);
        while (!await _people.IsInSyncAsync())
        {
            Assert.InRange(await CountAsync() - before, 0, MostRunsUntilInSync);
            await _people.DispatchWhenDueAsync();
        }

        var runs = await CountAsync() - before;
        await _people.ConnectionSaysAsync(null);
        await _people.Mikael.SyncNowAsync();
        await _people.Mikael.Runs.SucceededAsync();
        return runs;
    }

    private async Task CureAsync(Cure cure)
    {
        switch (cure)
        {
            case Cure.SyncNow:
                await _people.Aino.SyncNowAsync();
                break;
            case Cure.ConnectionTest:
                await TestConnectionAsync();
                break;
        }

        if (cure == Cure.SyncNow)
        {
            await _people.Aino.Runs.SucceededAsync();
        }
        else
        {
            await _people.DispatchWhenDueAsync();
        }
    }

    /// <summary>Nothing is changed: the test alone says that the connection can be used again.</summary>
    private async Task TestConnectionAsync()
    {
        // For so long a refused password is not even tried.
        _people.App.Time.MoveOn(TimeSpan.FromMinutes(2));
        using var answer = await _people.App.SaveConnectionAsync(_people.Administrator.Visitor, "Test");
        answer.AssertSaved();
        Assert.True((await _people.App.TestEndedAsync()).HasPassed);
        await _people.ConnectionSaysAsync(null);
    }

    /// <summary>Runs of Aino's mailbox so far.</summary>
    private async Task<int> CountAsync()
    {
        var (kept, quiet) = await _people.Aino.Runs.CountAsync();
        return kept + quiet;
    }
}
