using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Rules;

/// <summary>R25: what the owner undoes stays undone until somebody changes the item again.</summary>
public sealed class UndoTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task Text_that_colleagues_may_not_read_by_now_is_not_written_back()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Doctor", privacy: Privacy.Private));
        await _world.SettleAsync();
        _world.Outlook.UserChanges(entry, c => c with { Title = "Surgeon" });
        await _world.SettleAsync();
        _world.Policy = _world.Policy with { PrivateTypeId = null };
        var activity = _world.Severa.Visible.Single();
        activity.Activity = _world.OfType(TestWorld.ToDo);
        _world.Severa.Touch(activity);
        var shown = new List<string>();
        _world.Severa.Changing = (_, update) => shown.Add(update.Content.Title);
        _world.Undo(SyncActionKind.Update);

        await _world.RunAsync();
        await _world.SettleAsync();

        Assert.Equal(_world.Policy.WithheldTitle, activity.Content.Title);
        Assert.All(shown, title => Assert.Equal(_world.Policy.WithheldTitle, title));
    }

    [Fact]
    public async Task An_undone_create_goes_and_does_not_come_back()
    {
        _world.Outlook.UserAdds(_world.At("Talk"));
        await _world.RunAsync();

        await UndoAsync(Told(SyncActionKind.Create));
        await RunThriceAsync();

        Assert.Empty(_world.Severa.Visible);
        Assert.Single(_world.Outlook.Visible);
        Assert.Equal(Reason.UndoneByPerson, Assert.Single(_world.Ledger.SettledUndos).Result);
    }

    [Fact]
    public async Task An_undone_create_comes_back_with_the_next_edit()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Talk"));
        await _world.RunAsync();
        await UndoAsync(Told(SyncActionKind.Create));

        _world.Outlook.UserChanges(entry, c => c with { Title = "Talk, now for real" });
        await _world.SettleAsync();

        Assert.Equal("Talk, now for real", Assert.Single(_world.Severa.Visible).Content.Title);
    }

    [Fact]
    public async Task An_undone_update_keeps_the_two_sides_apart_until_either_changes()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Talk", place: "Turku"));
        await _world.RunAsync();
        _world.Outlook.UserChanges(entry, c => c with { Title = "Walk" });
        await _world.SettleAsync();

        await UndoAsync(Told(SyncActionKind.Update));
        await RunThriceAsync();
        var activity = Assert.Single(_world.Severa.Visible);
        Assert.Equal(("Talk", "Walk"), (activity.Content.Title, entry.Content.Title));

        _world.Outlook.UserChanges(entry, c => c with { Place = "Oulu" });
        await _world.SettleAsync();
        Assert.Equal(("Talk", "Oulu"), (activity.Content.Title, activity.Content.Place));

        _world.Outlook.UserChanges(entry, c => c with { Title = "Run" });
        await _world.SettleAsync();
        Assert.Equal("Run", activity.Content.Title);
    }

    [Theory]
    [InlineData(Side.Outlook)]
    [InlineData(Side.Severa)]
    public async Task An_undone_delete_is_made_again_and_rests(Side deletedBy)
    {
        var content = _world.At("Talk", place: "Turku", notes: "bring the plan");
        _world.Outlook.UserAdds(content);
        await _world.SettleAsync();
        var side = deletedBy == Side.Outlook ? _world.Outlook : _world.Severa;
        side.UserDeletes(side.Visible.Single());
        await _world.SettleAsync();
        Assert.Empty(_world.Outlook.Visible.Concat(_world.Severa.Visible));

        await UndoAsync(Told(SyncActionKind.Delete));
        await RunThriceAsync();

        var survivor = Assert.Single(_world.Outlook.Visible.Concat(_world.Severa.Visible));
        Assert.Equal(deletedBy == Side.Outlook, _world.Severa.Visible.Contains(survivor));
        Assert.Equal(content.With(ItemFields.ShowAs, nameof(ShowAs.Busy)), survivor.Content);
    }

    [Fact]
    public async Task What_somebody_changed_since_is_not_undone()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Talk", place: "Turku"));
        await _world.RunAsync();
        _world.Outlook.UserChanges(entry, c => c with { Title = "Walk", Place = "Oulu" });
        await _world.SettleAsync();
        _world.Severa.UserChanges(_world.Severa.Visible.Single(), c => c with { Title = "Mine" });

        await UndoAsync(Told(SyncActionKind.Update));
        await _world.SettleAsync();

        Assert.Equal("Mine", entry.Content.Title);
        Assert.Equal(("Mine", "Turku"), (_world.Severa.Visible.Single().Content.Title, _world.Severa.Visible.Single().Content.Place));
    }

    [Fact]
    public async Task An_edited_activity_is_not_removed_by_undoing_its_creation()
    {
        _world.Outlook.UserAdds(_world.At("Talk"));
        await _world.RunAsync();
        var created = Told(SyncActionKind.Create);
        _world.Severa.UserChanges(_world.Severa.Visible.Single(), c => c with { Notes = "mine" });

        await UndoAsync(created);

        Assert.Single(_world.Severa.Visible);
        Assert.Equal(Reason.ChangedSince, Assert.Single(_world.Ledger.SettledUndos).Result);
    }

    [Fact]
    public async Task No_meeting_is_written_by_undo()
    {
        var activity = _world.Severa.UserAdds(_world.At("Visit"));
        await _world.RunAsync();
        _world.Severa.UserChanges(activity, c => c with { Title = "Visit 2" });
        await _world.SettleAsync();
        var entry = _world.Outlook.Visible.Single();
        entry.Entry = new EntryFacts(HasAttendees: true);
        _world.Outlook.Touch(entry);
        await _world.SettleAsync();
        var version = entry.Version;

        await UndoAsync(Told(SyncActionKind.Update));
        await UndoAsync(Told(SyncActionKind.Create));

        Assert.Equal(version, entry.Version);
        Assert.All(_world.Ledger.SettledUndos, s => Assert.Equal(Reason.MeetingIsReadOnly, s.Result));
    }

    [Fact]
    public async Task A_value_that_lost_a_conflict_is_restored_on_both_sides()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Talk"));
        await _world.SettleAsync();
        var activity = _world.Severa.Visible.Single();
        _world.Outlook.UserChanges(entry, c => c with { Title = "from Outlook" });
        _world.Severa.UserChanges(activity, c => c with { Title = "from Severa" });
        _world.Policy = _world.Policy with { Winner = ConflictWinner.Outlook };
        await _world.SettleAsync();
        Assert.Equal("from Outlook", activity.Content.Title);

        await UndoAsync(Told(SyncActionKind.Update), onBothSides: true);
        await _world.SettleAsync();

        Assert.Equal(("from Severa", "from Severa"), (entry.Content.Title, activity.Content.Title));
    }

    [Fact]
    public async Task Formatted_notes_come_back_formatted()
    {
        _world.Outlook.Traits = _world.Outlook.Traits with { FormatsNotes = true };
        var content = _world.At("Talk", notes: "bold") with { NotesHtml = "<b>bold</b>" };
        var entry = _world.Outlook.UserAdds(content);
        await _world.RunAsync();
        _world.Severa.UserChanges(_world.Severa.Visible.Single(), c => c with { Notes = "plain" });
        await _world.SettleAsync();
        Assert.Null(entry.Content.NotesHtml);

        await UndoAsync(Told(SyncActionKind.Update));

        Assert.Equal(("bold", "<b>bold</b>"), (entry.Content.Notes, entry.Content.NotesHtml));
    }

    [Fact]
    public async Task A_whole_run_of_fifty_changes_is_undone_and_stays_so()
    {
        var entries = Enumerable.Range(0, 50).Select(i => _world.Outlook.UserAdds(_world.At($"Talk {i}", days: 1 + i))).ToList();
        await _world.SettleAsync();
        entries.ForEach(e => _world.Outlook.UserChanges(e, c => c with { Place = "Oulu" }));
        await _world.RunAsync();
        var updates = _world.Ledger.History.Where(h => h is { Kind: SyncActionKind.Update, Target: Side.Severa }).ToList();
        Assert.Equal(50, updates.Count);

        updates.ForEach(u => Request(u));
        await _world.SettleAsync();
        await RunThriceAsync();

        Assert.All(_world.Severa.Visible, a => Assert.Equal("", a.Content.Place));
        Assert.All(_world.Outlook.Visible, e => Assert.Equal("Oulu", e.Content.Place));
        Assert.Equal(50, _world.Ledger.SettledUndos.Count(s => s.Result == Reason.UndoneByPerson));
    }

    [Theory]
    [InlineData(SyncActionKind.Create)]
    [InlineData(SyncActionKind.Update)]
    [InlineData(SyncActionKind.Delete)]
    public async Task Killed_at_any_step_an_undo_is_done_once(SyncActionKind kind)
    {
        for (var point = 1; ; point++)
        {
            var world = await WithHistoryAsync(kind);
            world.Ledger.Undos.Add(Of(world.Ledger.History.Last(h => h.Kind == kind)));
            world.Crashes.KillAt(point);
            try
            {
                await world.RunAsync();
                Assert.True(point > 5);
                return;
            }
            catch (CrashException)
            {
                world.Crashes.Restart();
                await world.SettleAsync();
                Assert.Equal(
                    kind switch { SyncActionKind.Create => "Talk|", SyncActionKind.Update => "Walk|Talk", _ => "|Talk" },
                    string.Join(',', world.Outlook.Visible.Select(i => i.Content.Title)) + "|" + string.Join(',', world.Severa.Visible.Select(i => i.Content.Title)));
            }
        }
    }

    private static async Task<TestWorld> WithHistoryAsync(SyncActionKind kind)
    {
        var world = new TestWorld();
        var entry = world.Outlook.UserAdds(world.At("Talk"));
        await world.SettleAsync();
        if (kind == SyncActionKind.Update)
        {
            world.Outlook.UserChanges(entry, c => c with { Title = "Walk" });
        }
        else if (kind == SyncActionKind.Delete)
        {
            world.Outlook.UserDeletes(entry);
        }

        await world.SettleAsync();
        return world;
    }

    private HistoryEvent Told(SyncActionKind kind) => _world.Ledger.History.Last(h => h.Kind == kind && h.Reason != Reason.UndoneByPerson);

    private async Task UndoAsync(HistoryEvent told, bool onBothSides = false)
    {
        Request(told, onBothSides);
        await _world.RunAsync();
        Assert.Empty(_world.Ledger.Undos);
    }

    private void Request(HistoryEvent told, bool onBothSides = false) => _world.Ledger.Undos.Insert(0, Of(told) with { OnBothSides = onBothSides });

    private static UndoRequest Of(HistoryEvent told) => new(
        Guid.NewGuid(), told.LinkId, told.Kind, told.Target, told.Fields, told.Key!, told.Values!);

    private async Task RunThriceAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            _world.Ledger.IsFullDue = true;
            _world.Time.Advance(TimeSpan.FromHours(1));
            await _world.RunAsync();
        }
    }
}
