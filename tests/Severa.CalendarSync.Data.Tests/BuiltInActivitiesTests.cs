using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

public sealed class BuiltInActivitiesTests : IAsyncLifetime
{
    private static readonly SyncWindow Window = new(TestDatabase.Start.AddDays(-30), TestDatabase.Start.AddDays(180));
    private static readonly TimeZoneInfo Helsinki = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");
    private TestDatabase _database = null!;
    private Mailbox _maija = null!;
    private Mailbox _pekka = null!;
    private ActivityType _meeting = null!;
    private ActivityType _personal = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CopyAsync();
        _maija = await _database.MailboxAsync("maija");
        _pekka = await _database.MailboxAsync("pekka");
        _meeting = await _database.TypeAsync("Meeting", isDefault: true);
        _personal = await _database.TypeAsync("Own time", ActivityCategory.Personal);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [DatabaseFact]
    public async Task Reading_again_without_a_change_is_unchanged()
    {
        var side = Side(_maija);
        var first = Assert.IsType<SideReading.Full>(await side.ReadAsync(null, Window, new NothingKnown(), default));
        Assert.Empty(first.Items);
        Assert.IsType<SideReading.Unchanged>(await side.ReadAsync(first.Cursor, Window, new NothingKnown(), default));

        await side.CreateAsync([Draft(Timed())], default);

        var next = Assert.IsType<SideReading.Full>(await side.ReadAsync(first.Cursor, Window, new NothingKnown(), default));
        Assert.Single(next.Items);
        Assert.False(first.Cursor == next.Cursor);
    }

    [DatabaseFact]
    public async Task What_was_created_is_read_back()
    {
        var draft = Draft(Timed() with { Place = "Room 1", Notes = "a\nb" });
        var outcome = Assert.Single(await Side(_maija).CreateAsync([draft], default));
        Assert.Equal(WriteStatus.Done, outcome.Status);
        var item = await ReadOneAsync(_maija);
        Assert.Equal((draft.Content, draft.LinkId), (item.Content, item.MadeForLink));
        Assert.Equal((outcome.Key, outcome.Version), (item.Key, item.Version));
        Assert.Equal(new ActivityFacts(_meeting.Id), item.Activity);
        Assert.Equal("Europe/Helsinki", item.Content.When.ZoneId);
    }

    [DatabaseFact]
    public async Task One_link_creates_one_activity_and_a_later_edit_is_not_swallowed()
    {
        var side = Side(_maija);
        var draft = Draft(Timed());
        var first = Assert.Single(await side.CreateAsync([draft], default));
        await side.UpdateAsync([new ItemUpdate(first.Key!, first.Version!, ItemFields.Title, Timed("edited"))], default);

        var again = Assert.Single(await side.CreateAsync([draft], default));

        Assert.Equal((WriteStatus.Done, first.Key, first.Version), (again.Status, again.Key, again.Version));
        var item = await ReadOneAsync(_maija);
        Assert.False(again.Version == item.Version);
        Assert.Equal(item, Assert.Single(await side.FindAsync(draft.LinkId, default)));
        Assert.Empty(await side.FindAsync(Guid.NewGuid(), default));
    }

    [DatabaseFact]
    public async Task Only_the_named_fields_are_written()
    {
        var side = Side(_maija);
        var made = Assert.Single(await side.CreateAsync([Draft(Timed() with { Place = "Room 1" })], default));
        var other = Timed("new title") with { Place = "never", Notes = "never", When = Later() };

        var outcome = Assert.Single(await side.UpdateAsync([new ItemUpdate(made.Key!, made.Version!, ItemFields.Title | ItemFields.When, other)], default));

        var item = await ReadOneAsync(_maija);
        Assert.Equal(Timed("new title") with { Place = "Room 1", When = Later() }, item.Content);
        Assert.Equal(outcome.Version, item.Version);
    }

    [DatabaseFact]
    public async Task An_unexpected_version_is_stale()
    {
        var side = Side(_maija);
        var made = Assert.Single(await side.CreateAsync([Draft(Timed())], default));
        var outcome = Assert.Single(await side.UpdateAsync([new ItemUpdate(made.Key!, "77", ItemFields.Title, Timed("x"))], default));
        Assert.Equal(WriteStatus.Stale, outcome.Status);
        Assert.Equal(WriteStatus.Stale, Assert.Single(await side.DeleteAsync([new ItemDelete(made.Key!, "77")], default)).Status);
        Assert.Equal(WriteStatus.Stale, Assert.Single(await Side(_pekka).UpdateAsync([new ItemUpdate(made.Key!, "1", ItemFields.Title, Timed("x"))], default)).Status);
        Assert.Equal("title", (await ReadOneAsync(_maija)).Content.Title);
    }

    [DatabaseFact]
    public async Task Privacy_crosses_with_the_type()
    {
        var side = Side(_maija);
        var made = Assert.Single(await side.CreateAsync([Draft(Timed())], default));
        await side.UpdateAsync([new ItemUpdate(made.Key!, made.Version!, ItemFields.Privacy, Timed() with { Privacy = Privacy.Private }, _personal.Id)], default);
        var item = await ReadOneAsync(_maija);
        Assert.Equal((Privacy.Private, _personal.Id), (item.Content.Privacy, item.Activity!.TypeId));
    }

    [DatabaseFact]
    public async Task The_private_type_is_private_whatever_its_category()
    {
        await Side(_maija).CreateAsync([Draft(Timed())], default);
        var side = Side(_maija, privateType: _meeting.Id);
        var full = (SideReading.Full)await side.ReadAsync(null, Window, new NothingKnown(), default);
        Assert.Equal(Privacy.Private, ((Seen.Fresh)full.Items[0]).Item.Content.Privacy);
    }

    [DatabaseTheory]
    [InlineData(ActivityCategory.Absence, ShowAs.OutOfOffice)]
    [InlineData(ActivityCategory.ToDo, ShowAs.Free)]
    [InlineData(ActivityCategory.ProjectTask, ShowAs.Busy)]
    [InlineData(ActivityCategory.Personal, ShowAs.Busy)]
    public async Task The_category_tells_how_the_time_is_shown(ActivityCategory category, ShowAs showAs)
    {
        var type = await _database.TypeAsync("T", category);
        await Side(_maija).CreateAsync([Draft(Timed(), type.Id)], default);
        Assert.Equal(showAs, (await ReadOneAsync(_maija)).Content.ShowAs);
    }

    [DatabaseTheory]
    [InlineData("TypeMissing", false, 5)]
    [InlineData("TooLong", true, 256)]
    public async Task What_the_store_cannot_hold_is_refused(string code, bool typed, int length)
    {
        var draft = new ItemDraft(Guid.NewGuid(), Timed(new string('t', length)), TypeId: typed ? _meeting.Id : Guid.NewGuid());
        var outcomes = await Side(_maija).CreateAsync([draft, Draft(Timed())], default);
        Assert.Equal((WriteStatus.Refused, code), (outcomes[0].Status, outcomes[0].Code));
        Assert.Equal(WriteStatus.Done, outcomes[1].Status);
    }

    [DatabaseFact]
    public async Task Deleting_is_recoverable_and_deleting_twice_is_done()
    {
        var side = Side(_maija);
        var draft = Draft(Timed());
        var made = Assert.Single(await side.CreateAsync([draft], default));
        var delete = new ItemDelete(made.Key!, made.Version!);
        Assert.Equal(WriteStatus.Done, Assert.Single(await side.DeleteAsync([delete], default)).Status);
        Assert.Equal(WriteStatus.Done, Assert.Single(await side.DeleteAsync([delete], default)).Status);
        Assert.IsType<Sighting.Gone>(Assert.Single(await side.LookUpAsync([made.Key!], default)));
        Assert.Empty(await side.FindAsync(draft.LinkId, default));
        Assert.NotEqual(made.Key, Assert.Single(await side.CreateAsync([draft], default)).Key);
        await _database.Get<ActivityEditor>().RestoreAsync(_maija.AccountId, Guid.Parse(made.Key!.Id), default);
        Assert.IsType<Sighting.Present>(Assert.Single(await side.LookUpAsync([made.Key!], default)));
    }

    [DatabaseFact]
    public async Task What_a_try_made_is_found_once_it_is_deleted_by_its_owner_only()
    {
        var side = Side(_maija);
        var (draft, operation) = (Draft(Timed()), Guid.NewGuid());
        var made = Assert.Single(await side.CreateAsync([draft with { OperationId = operation }], default));
        Assert.Null(await side.FindRemovedAsync(draft.LinkId, operation, default));
        await side.DeleteAsync([new ItemDelete(made.Key!, made.Version!)], default);

        Assert.Equal(made.Key, await side.FindRemovedAsync(draft.LinkId, operation, default));
        Assert.Null(await Side(_pekka).FindRemovedAsync(draft.LinkId, operation, default));
        Assert.Null(await side.FindRemovedAsync(draft.LinkId, Guid.NewGuid(), default));
    }

    [DatabaseFact]
    public async Task Look_ups_answer_in_order()
    {
        var side = Side(_maija);
        var mine = Assert.Single(await side.CreateAsync([Draft(Timed())], default)).Key!;
        var his = Assert.Single(await Side(_pekka).CreateAsync([Draft(Timed())], default)).Key!;
        var answers = await side.LookUpAsync([ItemKey.Of("not an id"), his, mine, ItemKey.Of(Guid.NewGuid().ToString("N"))], default);
        Assert.Collection(
            answers,
            a => Assert.IsType<Sighting.Gone>(a),
            a => Assert.IsType<Sighting.OutOfCalendar>(a),
            a => Assert.IsType<Sighting.Present>(a),
            a => Assert.IsType<Sighting.Gone>(a));
    }

    [DatabaseFact]
    public async Task A_participant_reads_and_edits_and_removes_only_himself()
    {
        var editor = _database.Get<ActivityEditor>();
        var input = new ActivityInput { Title = "together", When = Timed().When, TypeId = _meeting.Id, ParticipantIds = [_pekka.AccountId] };
        await editor.CreateAsync(_maija.AccountId, input, default);
        var item = await ReadOneAsync(_pekka);
        Assert.Equal(new ActivityFacts(_meeting.Id, IsOwner: false, HasBusinessData: true), item.Activity);

        var side = Side(_pekka);
        var edit = new ItemUpdate(item.Key, item.Version, ItemFields.Title, item.Content with { Title = "moved" });
        var edited = Assert.Single(await side.UpdateAsync([edit], default));
        Assert.Equal(WriteStatus.Done, edited.Status);
        var typed = Assert.Single(await side.UpdateAsync([edit with { ExpectedVersion = edited.Version!, TypeId = _personal.Id }], default));
        Assert.Equal(WriteStatus.Refused, typed.Status);

        await side.DeleteAsync([new ItemDelete(item.Key, edited.Version!)], default);
        Assert.IsType<Sighting.OutOfCalendar>(Assert.Single(await side.LookUpAsync([item.Key], default)));
        Assert.Equal("moved", (await ReadOneAsync(_maija)).Content.Title);
    }

    [DatabaseFact]
    public async Task A_write_makes_the_others_due_but_not_the_mailbox_being_run()
    {
        var editor = _database.Get<ActivityEditor>();
        var input = new ActivityInput { Title = "together", When = Timed().When, TypeId = _meeting.Id, ParticipantIds = [_pekka.AccountId] };
        var change = await editor.CreateAsync(_maija.AccountId, input, default);
        Assert.Equal(new[] { _maija.Id, _pekka.Id }.Order(), change.MailboxesToRun.Order());
        var (maija, pekka) = (await _database.ReloadAsync(_maija), await _database.ReloadAsync(_pekka));
        Assert.Equal((1L, 1L), (maija.RequestedVersion, pekka.RequestedVersion));

        var item = await ReadOneAsync(_maija);
        await Side(_maija).UpdateAsync([new ItemUpdate(item.Key, item.Version, ItemFields.Title, item.Content with { Title = "x" })], default);

        (maija, pekka) = (await _database.ReloadAsync(_maija), await _database.ReloadAsync(_pekka));
        Assert.Equal((1L, 2L), (maija.RequestedVersion, pekka.RequestedVersion));
    }

    [DatabaseFact]
    public async Task All_day_activities_are_dates_of_their_owner()
    {
        var day = new DateOnly(2026, 12, 6);
        await Side(_maija).CreateAsync([Draft(Timed() with { When = When.AllDay(day, day.AddDays(1)) })], default);
        Assert.Equal(When.AllDay(day, day.AddDays(1)), (await ReadOneAsync(_maija)).Content.When);
        await using var db = _database.Open();
        var stored = await db.Activities.SingleAsync();
        Assert.Equal(new DateTime(2026, 12, 5, 22, 0, 0, DateTimeKind.Utc), stored.StartsAt);
        Assert.Equal(new DateTime(2026, 12, 6, 22, 0, 0, DateTimeKind.Utc), stored.EndsAt);
    }

    [DatabaseFact]
    public async Task All_day_activities_of_an_owner_far_away_keep_their_dates()
    {
        var owner = await _database.AccountAsync("ann", "Pacific/Auckland");
        var first = Zones.DayOf(Window.Start, Helsinki);
        var input = new ActivityInput { Title = "day", When = When.AllDay(first, first.AddDays(1)), TypeId = _meeting.Id, ParticipantIds = [_maija.AccountId] };
        await _database.Get<ActivityEditor>().CreateAsync(owner.Id, input, default);
        Assert.Equal(input.When, (await ReadOneAsync(_maija)).Content.When);
    }

    [DatabaseFact]
    public async Task Only_what_overlaps_the_window_is_read()
    {
        ItemContent At(DateTimeOffset start, DateTimeOffset end) => Timed() with { When = When.Timed(start, end) };
        var side = Side(_maija);
        await side.CreateAsync(
            [
                Draft(At(Window.Start.AddHours(-1), Window.Start)),
                Draft(At(Window.Start.AddHours(-1), Window.Start.AddSeconds(1))),
                Draft(At(Window.Start, Window.Start)),
                Draft(At(Window.End.AddSeconds(-1), Window.End.AddHours(1))),
                Draft(At(Window.End, Window.End.AddHours(1))),
                Draft(At(Window.Start.AddDays(-3), Window.End.AddDays(3))),
            ],
            default);
        var full = (SideReading.Full)await side.ReadAsync(null, Window, new NothingKnown(), default);
        Assert.Equal(4, full.Items.Count);
    }

    private BuiltInActivities Side(Mailbox mailbox, Guid? privateType = null) =>
        new(_database.Contexts, _database.Time, new ActivityCalendarOf(mailbox.AccountId, mailbox.Id, Helsinki, privateType), new Unfenced());

    private async Task<CalendarItem> ReadOneAsync(Mailbox mailbox)
    {
        var full = (SideReading.Full)await Side(mailbox).ReadAsync(null, Window, new NothingKnown(), default);
        return ((Seen.Fresh)Assert.Single(full.Items)).Item;
    }

    private ItemDraft Draft(ItemContent content, Guid? typeId = null) => new(Guid.NewGuid(), content, TypeId: typeId ?? _meeting.Id);

    private static ItemContent Timed(string title = "title") => new()
    {
        Title = title,
        When = When.Timed(TestDatabase.Start.AddDays(1), TestDatabase.Start.AddDays(1).AddHours(1), "Europe/Helsinki"),
    };

    private static When Later() => When.Timed(TestDatabase.Start.AddDays(2), TestDatabase.Start.AddDays(2).AddHours(1), "Europe/Helsinki");
}
