using Severa.CalendarSync.Connectors.Tests.Sandbox;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Contracts;

public abstract class WritingContract : Contract
{
    private protected WritingContract(Func<Task<ContractServer>> start)
        : base(start)
    {
    }

    [ContractFact]
    public async Task Created_entry_reads_back_as_written_and_is_found_by_its_link()
    {
        var link = Guid.NewGuid();
        var stamp = new Stamp("inst", Guid.NewGuid(), link, "act-1", Origin.Severa);
        var content = new ItemContent
        {
            Title = Title("Työpaja <1> & \"2\""),
            Place = "Huone 5",
            Notes = "rivi 1\nrivi 2\n\n- 3 \ud83d\ude80",
            Privacy = Privacy.Private,
            When = When.Timed(Monday, Monday.AddMinutes(45), "Europe/Helsinki"),
        };
        var calendar = Server.Open();

        var outcome = Assert.Single(await calendar.CreateAsync([new ItemDraft(link, content, stamp)], default));
        var found = Assert.Single(await calendar.FindAsync(link, default));

        Assert.Equal((outcome.Key, outcome.Version, stamp), (found.Key, found.Version, found.Stamp));
        Assert.Equal(content, found.Content);
        Assert.Empty(await calendar.FindAsync(Guid.NewGuid(), default));
        Assert.Equal(content, Assert.Single(await ItemsAsync()).Content);
    }

    [ContractFact]
    public async Task More_than_a_batch_is_written_and_read()
    {
        var drafts = Enumerable.Range(0, 60).Select(i => Draft($"Entry {i}", i * 5)).ToArray();

        AssertDone(await Server.Open().CreateAsync(drafts, default));

        Assert.Equal(drafts.Select(d => d.Content.Title), (await ItemsAsync()).Select(i => i.Content.Title));
    }

    [ContractFact]
    public async Task Only_what_was_named_is_written()
    {
        await User.AddAsync(Entry("Old") with { Place = "Old", Notes = "Old" });
        var item = await ItemAsync("Old");
        var content = new ItemContent { Title = Title("New"), Place = "New", Notes = "New", When = When.Timed(Monday.AddHours(6), Monday.AddHours(8)), Privacy = Privacy.Private };

        AssertDone(await Server.Open().UpdateAsync([new ItemUpdate(item.Key, item.Version, ItemFields.Place, content, Current: item)], default));
        var placed = await ItemAsync("Old");
        AssertDone(await Server.Open().UpdateAsync([new ItemUpdate(placed.Key, placed.Version, ItemFields.All, content, Current: placed)], default));

        Assert.Equal(item.Content with { Place = "New" }, placed.Content);
        Assert.Equal(content.Canonical(ItemFields.When), (await ItemAsync("New")).Content.Canonical(ItemFields.When));
        Assert.Equal(("New", "New", Privacy.Private), (await ItemAsync("New")).Content is { } now ? (now.Place, now.Notes, now.Privacy) : default);
    }

    [ContractFact]
    public async Task Days_become_hours_and_days_again()
    {
        var day = When.AllDay(DateOnly.FromDateTime(Monday.Date).AddDays(1), DateOnly.FromDateTime(Monday.Date).AddDays(2));
        var hour = When.Timed(Monday.AddHours(3), Monday.AddHours(4));
        var seen = new List<When>();
        AssertDone(await Server.Open().CreateAsync([new ItemDraft(Guid.NewGuid(), Setup.Content(Title("Day"), day))], default));

        foreach (var next in new[] { hour, day })
        {
            var item = await ItemAsync("Day");
            seen.Add(item.Content.When);
            AssertDone(await Server.Open().UpdateAsync([new ItemUpdate(item.Key, item.Version, ItemFields.When, item.Content with { When = next }, Current: item)], default));
        }

        Assert.Equal([day, hour, day], seen.Append((await ItemAsync("Day")).Content.When));
    }

    [ContractFact]
    public async Task Deleted_entry_lies_in_deleted_items_and_deleting_it_again_is_done()
    {
        await User.AddAsync(Entry("Doomed"));
        var item = await ItemAsync("Doomed");

        AssertDone(await Server.Open().DeleteAsync([Delete(item)], default));
        AssertDone(await Server.Open().DeleteAsync([Delete(item)], default));

        Assert.Empty(await ItemsAsync());
        Assert.Equal([Title("Doomed")], await User.DeletedAsync());
    }

    [ContractFact]
    public async Task Own_writes_of_every_kind_are_no_change_in_one_request()
    {
        await User.AddAsync(Series("Series"));
        await User.AddAsync(Entry("Single"));
        await User.AddAsync(Entry("Doomed", 5));
        var memory = new Memory();
        var reading = await ReadAsync();
        var (items, calendar) = (Items(reading), Server.Open(reading.Epoch));
        var occurrences = items.Where(i => i.Key.IsOccurrence).ToArray();

        var outcomes = new List<WriteOutcome>(await calendar.CreateAsync([Draft("Created", 8)], default));
        outcomes.AddRange(await calendar.UpdateAsync([Update(items.Single(i => i.Content.Title == Title("Single")), "Renamed"), Update(occurrences[0], "First"), Update(occurrences[1], "Second")], default));
        outcomes.AddRange(await calendar.DeleteAsync([Delete(items.Single(i => i.Content.Title == Title("Doomed"))), Delete(occurrences[3])], default));

        AssertDone(outcomes);
        var before = Server.Requests;
        Assert.IsType<SideReading.Unchanged>(await ReadAsync(reading.Cursor, memory.Saw(reading).Wrote(outcomes)));
        Assert.Equal(1, Server.Requests - before);
    }

    [ContractFact]
    public async Task What_we_make_and_the_user_deletes_between_two_readings_is_missed()
    {
        var reading = await ReadAsync();
        var outcomes = await Server.Open(reading.Epoch).CreateAsync([Draft("Stays"), Draft("Goes", 5)], default);
        AssertDone(outcomes);
        await User.DeleteAsync(outcomes[1].Key!.Id);

        var next = await ReadAsync(reading.Cursor, new Memory().Saw(reading).Wrote(outcomes));

        Assert.Equal([Title("Stays")], Items(next).Select(i => i.Content.Title));
    }

    [ContractFact]
    public async Task What_a_try_made_and_the_user_deleted_is_found_where_it_lies_and_is_out_of_the_calendar()
    {
        var (link, operation) = (Guid.NewGuid(), Guid.NewGuid());
        var draft = Draft("Gone") with { LinkId = link, Stamp = new Stamp("inst", Guid.NewGuid(), link, "act-1", Origin.Severa, OperationId: operation) };
        var calendar = Server.Open();
        var outcome = Assert.Single(await calendar.CreateAsync([draft], default));
        Assert.Null(await calendar.FindRemovedAsync(link, operation, default));
        await User.DeleteAsync(outcome.Key!.Id);

        var found = await calendar.FindRemovedAsync(link, operation, default);

        Assert.NotNull(found);
        Assert.Empty(await calendar.FindAsync(link, default));
        Assert.IsType<Sighting.OutOfCalendar>(Assert.Single(await calendar.LookUpAsync([found], default)));
        Assert.Null(await calendar.FindRemovedAsync(link, Guid.NewGuid(), default));
        Assert.Null(await calendar.FindRemovedAsync(Guid.NewGuid(), operation, default));
    }

    [ContractFact]
    public async Task Users_edit_after_our_write_still_shows()
    {
        var id = await User.AddAsync(Entry("Single"));
        var reading = await ReadAsync();
        var outcomes = await Server.Open().UpdateAsync([Update(Items(reading).Single(), "Ours")], default);
        await User.EditAsync(id, new UserChange { Place = "Theirs" });

        var item = Assert.Single(Items(await ReadAsync(reading.Cursor, new Memory().Saw(reading).Wrote(outcomes))));

        Assert.Equal((Title("Ours"), "Theirs"), (item.Content.Title, item.Content.Place));
    }

    [ContractFact]
    public async Task What_the_user_changed_meanwhile_is_neither_written_nor_deleted()
    {
        var single = await User.AddAsync(Entry("Single"));
        var series = await User.AddAsync(Series("Series"));
        var items = await ItemsAsync();
        await User.EditAsync(single, new UserChange { Title = Title("Users") });
        await User.EditAsync(series, new UserChange { Title = Title("Users") }, index: 2);
        var stale = new[] { items.Single(i => i.Content.Title == Title("Single")), items.Where(i => i.Key.IsOccurrence).ElementAt(1) };

        var updates = await Server.Open().UpdateAsync([.. stale.Select(i => Update(i, "Ours"))], default);
        var deletes = await Server.Open().DeleteAsync([.. stale.Select(Delete)], default);

        Assert.All(updates.Concat(deletes), o => Assert.Equal(WriteStatus.Stale, o.Status));
        Assert.Equal(2, (await ItemsAsync()).Count(i => i.Content.Title == Title("Users")));
    }
}
