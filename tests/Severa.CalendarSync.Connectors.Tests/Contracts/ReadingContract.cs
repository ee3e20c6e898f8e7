using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Tests.Sandbox;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Contracts;

public abstract class ReadingContract : Contract
{
    private protected ReadingContract(Func<Task<ContractServer>> start)
        : base(start)
    {
    }

    [ContractFact]
    public async Task Entry_is_read_as_the_user_made_it()
    {
        await User.AddAsync(Entry("Työpaja <1> & \"2\"") with { Place = "Huone 5", Notes = "rivi 1\r\nrivi 2", IsPrivate = true });

        var item = await ItemAsync("Työpaja <1> & \"2\"");

        Assert.Equal(("Huone 5", "rivi 1\nrivi 2", Privacy.Private), (item.Content.Place, item.Content.Notes, item.Content.Privacy));
        Assert.Equal(When.Timed(Monday.AddHours(3), Monday.AddHours(4)), item.Content.When);
        Assert.Equal((EntryFacts.Plain, null), (item.Entry, item.Stamp));
        Assert.False(string.IsNullOrEmpty(item.Uid));
    }

    [ContractFact]
    public async Task Nothing_new_is_one_request()
    {
        await User.AddAsync(Entry("Entry"));
        await User.AddAsync(Series("Series"));
        var first = await ReadAsync();
        var before = Server.Requests;

        Assert.IsType<SideReading.Unchanged>(await ReadAsync(first.Cursor, new Memory().Saw(first)));

        Assert.Equal(1, Server.Requests - before);
    }

    [ContractFact]
    public async Task Calendar_is_silent_until_something_happens_in_it()
    {
        var id = await User.AddAsync(Entry("Entry"));
        await User.AddAsync(Series("Series"));
        var cursor = (await ReadAsync()).Cursor;
        var before = Server.Requests;

        Assert.True(await IsSilentAsync(cursor));

        Assert.Equal(1, Server.Requests - before);
        Assert.True(await IsSilentAsync(cursor));
        await User.EditAsync(id, new UserChange { Place = "Elsewhere" });
        Assert.False(await IsSilentAsync(cursor));
        cursor = (await ReadAsync()).Cursor;
        AssertDone(await Server.Open().CreateAsync([Draft("Ours", 5)], default));
        Assert.False(await IsSilentAsync(cursor));
    }

    [ContractFact]
    public async Task Silence_is_never_made_up()
    {
        await User.AddAsync(Entry("Entry"));
        var folder = (await ReadAsync()).Epoch;

        Assert.False(await IsSilentAsync(new ExchangeCursor(folder, "bm90IGEgc3RhdGU=").Format()));
        Assert.False(await IsSilentAsync("no cursor"));
        var nobody = $"nobody-{Guid.NewGuid():N}@{Server.Address.Split('@')[1]}";
        await Assert.ThrowsAsync<SideException>(() => IsSilentAsync(new ExchangeCursor(folder, "bm90IGEgc3RhdGU=").Format(), nobody));
    }

    [ContractFact]
    public async Task What_the_user_makes_edits_and_deletes_shows_at_the_next_reading()
    {
        var id = await User.AddAsync(Entry("Edited"));
        var doomed = await User.AddAsync(Entry("Doomed", 5));
        var first = await ReadAsync();
        await User.EditAsync(id, new UserChange { Place = "Elsewhere" });
        await User.DeleteAsync(doomed);
        await User.AddAsync(Entry("New", 7));

        var items = Items(await ReadAsync(first.Cursor));

        Assert.Equal([(Title("Edited"), "Elsewhere"), (Title("New"), "")], items.Select(i => (i.Content.Title, i.Content.Place)));
    }

    [ContractFact]
    public async Task All_day_entry_is_its_days()
    {
        var (first, after) = (DateOnly.FromDateTime(Monday.Date).AddDays(1), DateOnly.FromDateTime(Monday.Date).AddDays(3));
        var zone = Transport.Setup.Helsinki;
        DateTimeOffset Midnight(DateOnly day) => new(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), zone));
        await User.AddAsync(new UserDraft(Title("Days"), Midnight(first), Midnight(after)) { IsAllDay = true });

        Assert.Equal(When.AllDay(first, after), (await ItemAsync("Days")).Content.When);
    }

    [ContractFact]
    public async Task Series_is_read_as_its_occurrences()
    {
        var series = await User.AddAsync(Series("Series"));
        await User.EditAsync(series, new UserChange { Title = Title("Renamed"), When = (Monday.AddDays(8), Monday.AddDays(8).AddHours(1)) }, index: 2);
        await User.DeleteAsync(series, index: 3);

        var items = await ItemsAsync();

        Assert.Equal(["Series", "Renamed", "Series", "Series"], items.Select(i => i.Content.Title[ContractServer.Marker.Length..]));
        Assert.Equal(Monday.AddDays(8), items[1].Content.When.Start);
        Assert.Equal(DateOnly.FromDateTime(Monday.Date).AddDays(7), DateOnly.FromDateTime(items[1].Key.OriginalStart!.Value.UtcDateTime));
        Assert.All(items, i => Assert.True(i.Key.IsOccurrence));
        Assert.Equal((1, 4), (items.Select(i => i.Uid).Distinct().Count(), items.Select(i => i.Key).Distinct().Count()));
    }

    [ContractFact]
    public async Task Meeting_is_known_as_one()
    {
        await User.AddAsync(Entry("Meeting") with { Attendee = "guest@calendarsync.example" });

        Assert.Equal((true, false, false), (await ItemAsync("Meeting")).Entry is { } facts ? (facts.HasAttendees, facts.IsCancelled, facts.IsDeclined) : default);
    }

    [ContractFact]
    public async Task State_that_is_no_state_is_answered_with_everything()
    {
        await User.AddAsync(Entry("Entry"));
        var first = await ReadAsync();

        var again = await ReadAsync(new ExchangeCursor(first.Epoch, "bm90IGEgc3RhdGU=").Format());

        Assert.Equal(Title("Entry"), Assert.Single(Items(again)).Content.Title);
        Assert.Equal(first.Epoch, again.Epoch);
    }

    [ContractFact]
    public async Task Nobodys_address_is_an_error_and_no_empty_calendar()
    {
        var nobody = $"nobody-{Guid.NewGuid():N}@{Server.Address.Split('@')[1]}";

        var error = await Assert.ThrowsAsync<SideException>(() => Server.Open(address: nobody).ReadAsync(null, Server.Window, Transport.Known.Nothing, default));

        // Where the right to impersonate covers named people only, the server does not tell whether there is anybody.
        Assert.Contains(error.Number, new[] { 11, 13 });
    }

    private Task<bool> IsSilentAsync(string cursor, string? address = null) =>
        Server.Connector.IsSilentAsync(Server.Connection, new ExchangeMailbox(address ?? Server.Address, Transport.Setup.Helsinki), cursor, default);
}
