using System.Text.Json.Nodes;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox;

/// <summary>The Outlook side against the simulated Exchange, over real HTTP: what only a server of ours can be made to do. See <c>Contracts</c> for the rest.</summary>
public sealed class CalendarTests
{
    private static readonly DateTimeOffset Monday = ExchangeHost.Monday;

    [SchemaFact]
    public async Task Seeded_mailbox_is_read_fully_in_valid_messages_and_then_unchanged_is_one_request()
    {
        await using var host = await ExchangeHost.StartAsync(isSeeded: true);
        var memory = new Memory();

        var first = await ReadAsync(host, null, memory);
        var full = Assert.IsType<SideReading.Full>(first);
        Assert.DoesNotContain(full.Items, i => i is Seen.Unreadable);
        Assert.True(full.Items.Count > 80, $"only {full.Items.Count} entries");
        Assert.Equal(full.Items.Count, full.Items.Select(i => i.SeenKey).Distinct().Count());
        var items = full.Items.OfType<Seen.Fresh>().Select(f => f.Item).ToArray();
        Assert.Contains(items, i => i.Entry!.IsCancelled);
        Assert.Contains(items, i => i.Entry!.IsDeclined);
        Assert.Contains(items, i => i.Entry!.HasOnlineMeeting);
        Assert.Contains(items, i => i.Content.When.IsAllDay && i.Content.When.DayAfter == i.Content.When.FirstDay.AddDays(5));
        Assert.Contains(items, i => i.Content.Privacy == Privacy.Private);
        Assert.Contains(items, i => i.Content.Notes.Length > 255);
        Assert.DoesNotContain(items, i => i.Content.Notes.Contains("<p", StringComparison.OrdinalIgnoreCase));
        host.Traffic.AssertValid();

        host.Traffic.Clear();
        Assert.IsType<SideReading.Unchanged>(await ReadAsync(host, first.Cursor, memory.Saw(first)));
        Assert.Equal(["SyncFolderItems"], host.Traffic.Operations);
    }

    [Fact]
    public async Task Clock_of_exchange_is_measured_within_what_is_promised()
    {
        await using var host = await ExchangeHost.StartAsync(ours: new ManualTime(Monday.AddSeconds(-90)));

        var clock = (await ReadAsync(host, null, new Memory())).Clock!;

        Assert.InRange(clock.Uncertainty, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30));
        Assert.InRange(TimeSpan.FromSeconds(90), clock.Ahead - clock.Uncertainty, clock.Ahead + clock.Uncertainty);
    }

    [SchemaFact]
    public async Task Formatted_notes_survive_plain_text_and_its_undo()
    {
        const string Html = "<html><body><p>Bring <b>both</b> papers</p><p>and &auml;pples</p></body></html>";
        await using var host = await ExchangeHost.StartAsync();
        var entry = ExchangeHost.Entry("Formatted", Monday.AddHours(3));
        (entry["notes"], entry["notesAreHtml"]) = (Html, true);
        var series = await host.AddSeriesAsync("Series");
        await host.EditAsync(series.Id, new JsonObject { ["notes"] = Html, ["notesAreHtml"] = true }, Monday.AddDays(7));
        var id = (await host.AddAsync(entry)).Id;
        var items = Items(await ReadAsync(host, null, new Memory()));
        CalendarItem[] formatted = [Find(items, id), items.Single(i => i.Key.OriginalStart == Monday.AddDays(7))];
        var plain = items.Single(i => i.Key.OriginalStart == Monday);
        Assert.All(formatted, i => Assert.Equal("Bring both papers\nand äpples", i.Content.Notes));
        var calendar = host.Open();

        var kept = await calendar.ReadNotesHtmlAsync([formatted[0].Key, plain.Key, formatted[1].Key], default);
        var overwritten = await WriteNotesAsync(calendar, formatted, "From Severa", null);
        Assert.Equal([null, null], await calendar.ReadNotesHtmlAsync([.. overwritten.Select(o => o.Key!)], default));
        var undone = await WriteNotesAsync(calendar, [.. formatted.Zip(overwritten, (i, o) => i with { Key = o.Key!, Version = o.Version! })], formatted[0].Content.Notes, Html);

        Assert.Equal([Html, null, Html], kept);
        Assert.Equal([Html, Html], await calendar.ReadNotesHtmlAsync([.. undone.Select(o => o.Key!)], default));
        var after = Items(await ReadAsync(host, null, new Memory()));
        Assert.Equal(formatted.Select(i => i.Content.Notes), [Find(after, id).Content.Notes, after.Single(i => i.Key.OriginalStart == Monday.AddDays(7)).Content.Notes]);
        Assert.True(calendar.Traits.FormatsNotes);
        host.Traffic.AssertValid();
    }

    [Theory]
    [InlineData("2026-11-24", "2026-11-25")]
    [InlineData("2027-03-27", "2027-03-29")]
    public async Task All_day_entries_keep_their_dates(string first, string after)
    {
        await using var host = await ExchangeHost.StartAsync();
        var calendar = host.Open();
        var when = When.AllDay(DateOnly.Parse(first, null), DateOnly.Parse(after, null));

        await calendar.CreateAsync([new ItemDraft(Guid.NewGuid(), Setup.Content("Day", when))], default);
        var item = Assert.Single(Items(await calendar.ReadAsync(null, host.Window, Known.Nothing, default)));
        var timed = When.Timed(Monday, Monday.AddHours(1));
        await calendar.UpdateAsync([Update(item, "Hour") with { Fields = ItemFields.When, Content = Setup.Content("Hour", timed) }], default);
        var changed = Assert.Single(Items(await calendar.ReadAsync(null, host.Window, Known.Nothing, default)));
        await calendar.UpdateAsync([Update(changed, "Day") with { Fields = ItemFields.When, Content = Setup.Content("Day", when) }], default);
        var back = Assert.Single(Items(await calendar.ReadAsync(null, host.Window, Known.Nothing, default)));

        Assert.Equal((when, timed, when), (item.Content.When, changed.Content.When, back.Content.When));
    }

    [Theory]
    [InlineData("Eastern Standard Time", "2026-11-24T05:00:00Z", "2026-11-25T05:00:00Z")]
    [InlineData("New Zealand Standard Time", "2026-11-23T11:00:00Z", "2026-11-24T11:00:00Z")]
    public async Task All_day_made_in_another_zone_is_the_day_it_was_made_for(string zone, string start, string end)
    {
        await using var host = await ExchangeHost.StartAsync();
        await host.AddAsync(new JsonObject { ["subject"] = "Day", ["start"] = start, ["end"] = end, ["zone"] = zone, ["isAllDay"] = true });

        var item = Assert.Single(Items(await ReadAsync(host, null, Known.Nothing)));

        Assert.Equal(When.AllDay(new DateOnly(2026, 11, 24), new DateOnly(2026, 11, 25)), item.Content.When);
    }

    [Fact]
    public async Task Lost_state_is_read_anew_and_a_new_mailbox_has_another_epoch()
    {
        await using var host = await ExchangeHost.StartAsync();
        await host.AddAsync("Entry", Monday);
        var reading = await ReadAsync(host, null, Known.Nothing);

        var damaged = new ExchangeCursor(reading.Epoch, "AAAA").Format();
        Assert.Equal(reading.Epoch, Assert.IsType<SideReading.Full>(await ReadAsync(host, damaged, Known.Nothing)).Epoch);

        await host.ResetAsync();
        var after = Assert.IsType<SideReading.Full>(await ReadAsync(host, reading.Cursor, Known.Nothing));
        Assert.NotEqual(reading.Epoch, after.Epoch);
        Assert.Empty(after.Items);
    }

    [Fact]
    public async Task Mailbox_that_moved_is_read_in_full_and_says_so()
    {
        await using var host = await ExchangeHost.StartAsync();
        await host.AddAsync("Entry", Monday);
        var reading = await ReadAsync(host, null, Known.Nothing);
        await host.FailNextAsync("SyncFolderItems", FaultKind.MailboxMoved);
        host.Traffic.Clear();

        var after = Assert.IsType<SideReading.Full>(await host.Open(reading.Epoch).ReadAsync(reading.Cursor, host.Window, Known.Nothing, default));

        Assert.NotEqual(reading.Epoch, after.Epoch);
        Assert.Equal("Entry", Assert.Single(after.ReadItems()).Content.Title);
    }

    [Fact]
    public async Task Eight_hundred_entries_through_small_pages()
    {
        await using var host = await ExchangeHost.StartAsync(findLimit: 150);
        var calendar = host.Open();
        var drafts = Enumerable.Range(0, 800).Select(i => Draft($"Entry {i}", Monday.AddHours(i * 4))).ToArray();
        var outcomes = await calendar.CreateAsync(drafts, default);
        Assert.All(outcomes, o => Assert.Equal(WriteStatus.Done, o.Status));
        Assert.Equal(16, host.Traffic.Operations.Count(o => o == "CreateItem"));

        var reading = await ReadAsync(host, null, Known.Nothing);

        Assert.Equal(800, Items(reading).Select(i => i.Content.Title).Distinct(StringComparer.Ordinal).Count());
        host.Traffic.Clear();
        Assert.IsType<SideReading.Unchanged>(await ReadAsync(host, reading.Cursor, Known.Nothing));
        Assert.Single(host.Traffic.Operations);
    }

    [Fact]
    public async Task Lost_answer_of_a_create_is_found_by_the_link()
    {
        await using var host = await ExchangeHost.StartAsync();
        var draft = Draft("Once");
        await host.FailNextAsync("CreateItem", FaultKind.DropAnswerAfterCommit);

        var outcome = Assert.Single(await host.Open().CreateAsync([draft], default));

        Assert.Equal(WriteStatus.Unknown, outcome.Status);
        Assert.Equal(1, host.Traffic.Operations.Count(o => o == "CreateItem"));
        Assert.Single(await host.Open().FindAsync(draft.LinkId, default));
    }

    [Theory]
    [InlineData(FaultKind.Http503)]
    [InlineData(FaultKind.ServerBusy)]
    public async Task Busy_server_is_left_alone(FaultKind kind)
    {
        await using var host = await ExchangeHost.StartAsync();
        await host.FailNextAsync("SyncFolderItems", kind);

        var error = await Assert.ThrowsAsync<SideException>(() => ReadAsync(host, null, Known.Nothing));

        Assert.Equal((22, ErrorScope.Connection), (error.Number, error.Scope));
        Assert.Equal(["GetFolder", "SyncFolderItems"], host.Traffic.Operations);
    }

    [Fact]
    public async Task Connection_test_and_proof()
    {
        await using var host = await ExchangeHost.StartAsync();
        var results = new List<CheckResult>();
        await foreach (var result in host.Connector.CheckAsync(host.Connection, ExchangeHost.Aino, outOfReach: null, default))
        {
            results.Add(result);
        }

        Assert.All(results, r => Assert.Equal((CheckStatus.Ok, null), (r.Status, r.Code)));
        var proof = host.Connector.OpenProof(host.Connection, new ExchangeMailbox("mikael@contoso.test", Setup.Helsinki));
        Assert.Equal("mikael.lind@contoso.test", await proof.FindPrimaryAddressAsync(default));
        Assert.Equal(14, (await Assert.ThrowsAsync<SideException>(() => proof.ReadFolderIdAsync(default))).Number);
        var own = host.Connector.OpenProof(host.Connection, new ExchangeMailbox(ExchangeHost.Aino, Setup.Helsinki));
        var mark = Guid.NewGuid();
        await own.PutEntryAsync(mark, "Code 123456", Monday, Monday.AddMinutes(15), default);
        await own.RemoveEntriesAsync(Guid.NewGuid(), id: null, default);
        Assert.Single(await host.EntriesAsync());
        await own.RemoveEntriesAsync(mark, id: null, default);
        Assert.Empty(await host.EntriesAsync());
    }

    [Fact]
    public async Task Wrong_password_and_missing_mailbox()
    {
        await using var host = await ExchangeHost.StartAsync();

        var refused = host.Connector.OpenCalendar(host.Connection with { SignIn = ExchangeHost.WrongPassword }, new ExchangeMailbox(ExchangeHost.Aino, Setup.Helsinki));

        Assert.Equal(1, (await Assert.ThrowsAsync<SideException>(() => refused.ReadAsync(null, host.Window, Known.Nothing, default))).Number);
        Assert.Equal(13, (await Assert.ThrowsAsync<SideException>(() => host.Open(address: "nobody@contoso.test").ReadAsync(null, host.Window, Known.Nothing, default))).Number);
    }

    [SchemaFact]
    public async Task Every_write_is_valid()
    {
        await using var host = await ExchangeHost.StartAsync();
        await host.AddSeriesAsync("Series");
        await host.AddAsync("Single", Monday.AddHours(3));
        var items = Items(await ReadAsync(host, null, Known.Nothing));
        var calendar = host.Open();
        var all = items.Select(i => Update(i, "New") with { Fields = ItemFields.All, Content = i.Content with { Title = "New", Notes = "n", Place = "" } }).ToArray();

        Assert.All(await calendar.UpdateAsync(all, default), o => Assert.Equal((WriteStatus.Done, null), (o.Status, o.Code)));
        var fresh = Items(await ReadAsync(host, null, Known.Nothing));
        Assert.All(await calendar.DeleteAsync([.. fresh.Select(Delete)], default), o => Assert.Equal((WriteStatus.Done, null), (o.Status, o.Code)));

        Assert.Empty(Items(await ReadAsync(host, null, Known.Nothing)));
        host.Traffic.AssertValid();
    }

    private static Task<SideReading> ReadAsync(ExchangeHost host, string? cursor, IKnownVersions known) =>
        host.Open().ReadAsync(cursor, host.Window, known, default);

    private static CalendarItem[] Items(SideReading reading) =>
        [.. Assert.IsType<SideReading.Full>(reading).Items.Select(i => Assert.IsType<Seen.Fresh>(i).Item)];

    private static CalendarItem Find(IEnumerable<CalendarItem> items, string id) => items.Single(i => i.Key.Id == id);

    private static ItemDraft Draft(string title, DateTimeOffset? start = null)
    {
        var from = start ?? Monday.AddHours(1);
        return new ItemDraft(Guid.NewGuid(), Setup.Content(title, When.Timed(from, from.AddMinutes(30))));
    }

    private static ItemUpdate Update(CalendarItem item, string title) =>
        new(item.Key, item.Version, ItemFields.Title, item.Content with { Title = title }, Current: item);

    private static ItemDelete Delete(CalendarItem item) => new(item.Key, item.Version);

    private static async Task<IReadOnlyList<WriteOutcome>> WriteNotesAsync(ICalendarSide calendar, IReadOnlyList<CalendarItem> items, string notes, string? html)
    {
        var outcomes = await calendar.UpdateAsync(
            [.. items.Select(i => new ItemUpdate(i.Key, i.Version, ItemFields.Notes, i.Content with { Notes = notes, NotesHtml = html }))], default);
        Assert.All(outcomes, o => Assert.Equal((WriteStatus.Done, null), (o.Status, o.Code)));
        return outcomes;
    }
}
