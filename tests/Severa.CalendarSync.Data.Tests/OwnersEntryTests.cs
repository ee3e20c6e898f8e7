using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>R24: the owner's link is the authority, so participants hear when what it says of the entry changes.</summary>
public sealed class OwnersEntryTests : IAsyncLifetime
{
    private static readonly SyncWindow Window = new(TestDatabase.Start.AddDays(-1), TestDatabase.Start.AddDays(1));
    private TestDatabase _database = null!;
    private Mailbox _maija = null!;
    private Mailbox _pekka = null!;
    private Link _link = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CopyAsync();
        _maija = await _database.MailboxAsync("maija");
        _pekka = await _database.MailboxAsync("pekka");
        var type = await _database.TypeAsync("Meeting", isDefault: true);
        var input = new ActivityInput
        {
            Title = "Workshop", TypeId = type.Id, ParticipantIds = [_pekka.AccountId], When = When.Timed(TestDatabase.Start, TestDatabase.Start.AddHours(1)),
        };
        var made = await _database.Get<ActivityEditor>().CreateAsync(_maija.AccountId, input, default);
        _link = Links.Of("e", made.ActivityId.ToString("N")) with { Uid = "uid-1" };
        await SaveAsync(_maija, _link);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [DatabaseTheory]
    [InlineData("it became a meeting", true, "uid-1")]
    [InlineData("its UID changed", false, "uid-2")]
    [InlineData("its UID is lost", false, null)]
    public async Task A_participants_next_reading_tells_when(string what, bool isMeeting, string? uid)
    {
        var cursor = (await ReadAsync(_pekka, null)).Cursor;

        await SaveAsync(_maija, _link with { IsMeeting = isMeeting, Uid = uid });

        Assert.True(await ReadAsync(_pekka, cursor) is SideReading.Full, what);
        var facts = await FactsAsync(_pekka);
        Assert.Equal((isMeeting, uid), (facts.OwnerHasMeeting, facts.OwnerUid));
        Assert.Contains(_pekka.Id, await _database.Get<MailboxQueue>().PickAsync(5, default));
    }

    [DatabaseFact]
    public async Task A_forgotten_link_of_the_owner_is_news_too()
    {
        await SaveAsync(_maija, _link with { IsMeeting = true });
        var cursor = (await ReadAsync(_pekka, null)).Cursor;
        await LedgerTests.RecordAsync(_database, _maija.Id, new LedgerBatch { ForgottenLinks = [_link.Id] });
        Assert.IsType<SideReading.Full>(await ReadAsync(_pekka, cursor));
        Assert.False((await FactsAsync(_pekka)).OwnerHasMeeting);
    }

    [DatabaseFact]
    public async Task The_owners_own_reading_stays_as_it_was()
    {
        var (cursor, requested) = ((await ReadAsync(_maija, null)).Cursor, (await _database.ReloadAsync(_maija)).RequestedVersion);
        await SaveAsync(_maija, _link with { IsMeeting = true });
        Assert.IsType<SideReading.Unchanged>(await ReadAsync(_maija, cursor));
        Assert.Equal(requested, (await _database.ReloadAsync(_maija)).RequestedVersion);
    }

    [DatabaseFact]
    public async Task Saving_a_link_that_says_the_same_wakes_nobody()
    {
        var cursor = (await ReadAsync(_pekka, null)).Cursor;
        await SaveAsync(_maija, _link with { Entry = new LinkHalf(_link.Entry!.Key, "v2"), State = LinkState.Dormant, StateReason = Reason.OutOfWindow });
        var other = _link with { Id = Guid.NewGuid() };
        await LedgerTests.RecordAsync(_database, _maija.Id, new LedgerBatch { Links = [other], ForgottenLinks = [_link.Id] });
        Assert.IsType<SideReading.Unchanged>(await ReadAsync(_pekka, cursor));
    }

    [DatabaseFact]
    public async Task A_participants_link_is_news_to_nobody()
    {
        var (owner, participant) = ((await ReadAsync(_maija, null)).Cursor, (await ReadAsync(_pekka, null)).Cursor);
        await SaveAsync(_pekka, Links.Of("p", _link.Activity!.Key.Id) with { IsMeeting = true, Uid = "uid-of-pekka" });
        Assert.IsType<SideReading.Unchanged>(await ReadAsync(_maija, owner));
        Assert.IsType<SideReading.Unchanged>(await ReadAsync(_pekka, participant));
        Assert.Equal("uid-1", (await FactsAsync(_pekka)).OwnerUid);
    }

    private Task SaveAsync(Mailbox mailbox, Link link) => LedgerTests.RecordAsync(_database, mailbox.Id, new LedgerBatch { Links = [link] });

    private async Task<ActivityFacts> FactsAsync(Mailbox mailbox) => Assert.Single((await ReadAsync(mailbox, null)).ReadItems()).Activity!;

    private Task<SideReading> ReadAsync(Mailbox mailbox, string? cursor) =>
        new BuiltInActivities(_database.Contexts, _database.Time, new ActivityCalendarOf(mailbox.AccountId, mailbox.Id, TimeZoneInfo.Utc, null), new Unfenced())
            .ReadAsync(cursor, Window, new NothingKnown(), default);
}
