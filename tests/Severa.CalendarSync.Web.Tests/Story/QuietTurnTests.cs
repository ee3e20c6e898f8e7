using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Web.Tests.Faults;
using Severa.CalendarSync.Web.Tests.Processes;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>Mailboxes in which nothing happens: their turns cost one request each and no run, and nobody notices.</summary>
[Collection(StoryCollection.Name)]
public sealed class QuietTurnTests : IAsyncLifetime
{
    private FaultOrganisation _people = null!;

    private FaultApp App => _people.App;

    private SyncRuns Aino => _people.Aino.Runs;

    private SyncRuns Mikael => _people.Mikael.Runs;

    public async Task InitializeAsync()
    {
        _people = await FaultOrganisation.StartAsync();
        while (await Aino.MailboxAsync() is { QuietUntil: null } || await Mikael.MailboxAsync() is { QuietUntil: null })
        {
            await TurnAsync();
        }
    }

    public async Task DisposeAsync() => await _people.DisposeAsync();

    [Fact]
    public async Task ATurn_WithoutChanges_IsOneRequestAndNoRun()
    {
        var before = await BothAsync();
        var quiet = await Aino.CountAsync();
        await _people.Outlook.ResetCountersAsync();

        await TurnAsync();

        foreach (var (earlier, later) in before.Zip(await BothAsync()))
        {
            Assert.Equal((earlier.LeaseToken, later.LastCheckedAt), (later.LeaseToken, later.LastSuccessAt));
            Assert.True(later.LastCheckedAt > earlier.LastCheckedAt && later.NextDueAt > App.UtcNow && later.QueueClaim is null);
        }

        Assert.Equal((quiet.Kept, quiet.Quiet + 1), await Aino.CountAsync());
        Assert.Equal(1, (await _people.Outlook.CountersAsync()).Requests);
        Assert.Contains(App.Log.Lines, line => line.Contains($"Mailbox {before[0].Id} was looked at", StringComparison.Ordinal));
        await Wait.UntilAsync(
            () => Task.FromResult(App.Traces.Spans.Any(s => s.DisplayName == "look" && Equals(s.GetTagItem("mailbox.id"), before[0].Id) && Equals(s.GetTagItem("look.silent"), true))),
            "the trace to end",
            TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task AChange_InOneOfTwoCalendars_IsCopiedInItsTurn()
    {
        await _people.Outlook.EditAsync(await _people.Outlook.EntryAsync("Standing"), new() { ["location"] = "Elsewhere" });
        var before = await BothAsync();

        await TurnAsync();

        Assert.Equal("Elsewhere", (await _people.Calendars.ActivityAsync("Standing")).Place);
        var after = await BothAsync();
        Assert.True(after[0].LeaseToken > before[0].LeaseToken);
        Assert.Equal(before[1].LeaseToken, after[1].LeaseToken);
        Assert.True(after[1].LastSuccessAt > before[1].LastSuccessAt);
        await _people.AssertInSyncAsync();
    }

    [Fact]
    public async Task AnError_OfOneMailbox_IsItsOwn()
    {
        await _people.Faults.SwitchOnAsync(new FaultRule(FaultKind.MailboxMoving, AppFactory.Aino, IsLasting: true));
        var before = await BothAsync();

        await TurnAsync();

        var after = await BothAsync();
        Assert.Equal((19, null), (after[0].ErrorNumber, after[1].ErrorNumber));
        Assert.Equal(1, after[0].Failures);
        Assert.True(after[1].LastSuccessAt > before[1].LastSuccessAt);
    }

    /// <summary>Both mailboxes are due and checked.</summary>
    private async Task TurnAsync()
    {
        var before = await BothAsync();
        await App.QueryAsync(db => db.Mailboxes.ExecuteUpdateAsync(set => set.SetProperty(m => m.NextDueAt, App.UtcNow)));
        _people.Dispatch();
        await Wait.UntilAsync(
            async () => (await BothAsync()).Zip(before).All(m => m.First.LastCheckedAt > m.Second.LastCheckedAt), "both to be checked", TimeSpan.FromMinutes(1));
        await Aino.SettledAsync();
        await Mikael.SettledAsync();
        await Aino.IdleAsync();
    }

    private async Task<IReadOnlyList<Mailbox>> BothAsync() => [await Aino.MailboxAsync(), await Mikael.MailboxAsync()];
}
