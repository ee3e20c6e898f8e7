using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Rules;

/// <summary>R19: a mailbox that moved keeps its links; in the pass that matches them nothing is created or deleted.</summary>
public sealed class MovedMailboxTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task What_was_changed_while_the_mailbox_moved_still_travels()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Talk", place: "Turku"));
        await _world.SettleAsync();

        Move();
        _world.Outlook.UserChanges(entry, c => c with { Title = "Walk" });
        _world.Severa.UserChanges(_world.Severa.Visible.Single(), c => c with { Place = "Oulu" });
        await _world.SettleAsync();

        var activity = Assert.Single(_world.Severa.Visible);
        Assert.Equal(("Walk", "Oulu", "Walk", "Oulu"), (entry.Content.Title, entry.Content.Place, activity.Content.Title, activity.Content.Place));
        Assert.Empty(_world.Ledger.Conflicts);
    }

    [Fact]
    public async Task After_switching_on_again_what_was_deleted_waits_until_the_links_are_matched_too()
    {
        _world.Outlook.UserAdds(_world.At("Stays", days: 3));
        var activity = _world.Severa.UserAdds(_world.At("Plan"));
        await _world.SettleAsync();

        // Meanwhile he was off, and has another address now.
        _world.Severa.UserDeletes(activity);
        Move();
        _world.Ledger.HoldAllDeletions = true;
        await _world.SettleAsync();

        Assert.False(_world.Ledger.HoldAllDeletions);
        Assert.Equal(2, _world.Outlook.Visible.Count());
        Assert.Single(_world.Ledger.Links.Values, l => l.State == LinkState.Held);
    }

    [Fact]
    public async Task Nothing_is_created_or_deleted_in_the_first_pass()
    {
        _world.Outlook.UserAdds(_world.At("Stays"));
        var lost = _world.Outlook.UserAdds(_world.At("Not moved along", days: 3));
        await _world.SettleAsync();

        Move();
        _world.Outlook.Items.Remove(lost);
        _world.Outlook.UserAdds(_world.At("New there", days: 5));
        var report = await _world.RunAsync();

        Assert.Equal(0, report.Counts.Writes);
        Assert.True(report.RunAgainNow);
    }

    [Fact]
    public async Task An_entry_that_did_not_move_along_keeps_its_activity_until_it_turns_up()
    {
        var late = _world.Outlook.UserAdds(_world.At("Late"));
        await _world.SettleAsync();

        Move();
        _world.Outlook.Items.Remove(late);
        await _world.SettleAsync();
        Assert.Single(_world.Severa.Visible);
        Assert.Equal(Reason.NotInNewFolder, Assert.Single(_world.Ledger.Links.Values).StateReason);

        _world.Outlook.Items.Add(late);
        _world.Outlook.UserChanges(late, c => c with { Title = "Late, but here" });
        await _world.SettleAsync();
        Assert.Equal("Late, but here", Assert.Single(_world.Severa.Visible).Content.Title);
    }

    [Fact]
    public async Task Occurrences_copies_and_dismissals_are_matched_too()
    {
        var start = _world.At("Weekly").When.Start;
        for (var week = 0; week < 3; week++)
        {
            _world.Outlook.UserAdds(_world.At("Weekly", days: 1 + (7 * week)), series: "s", originalStart: start.AddDays(7 * week));
        }

        _world.Outlook.UserAdds(_world.At("With others", days: 4), new EntryFacts(HasAttendees: true));
        _world.Severa.UserAdds(_world.At("Visit", days: 6));
        await _world.SettleAsync();
        _world.Severa.UserDeletes(_world.Severa.Visible.Single(a => a.Content.Title == "With others"));
        await _world.SettleAsync();

        Move();
        await _world.SettleAsync();

        Assert.Equal((5, 4), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
        Assert.All(_world.Ledger.Links.Values, l => Assert.Equal("folder-2", l.Epoch));
        Assert.Single(_world.Ledger.Links.Values, l => l.State == LinkState.Dismissed);
    }

    [Fact]
    public async Task An_activity_deleted_while_the_mailbox_moved_takes_its_entry_in_the_next_pass()
    {
        _world.Outlook.UserAdds(_world.At("Talk"));
        await _world.SettleAsync();

        Move();
        _world.Severa.UserDeletes(_world.Severa.Visible.Single());
        var first = await _world.RunAsync();
        Assert.Equal(0, first.Counts.Writes);
        await _world.SettleAsync();

        Assert.Empty(_world.Outlook.Visible);
    }

    [Fact]
    public async Task An_entry_of_another_installation_stops_the_mailbox()
    {
        _world.Severa.UserAdds(_world.At("Visit"));
        await _world.SettleAsync();
        var foreign = _world.Outlook.UserAdds(_world.At("Theirs", days: 2));
        foreign.Stamp = new Stamp("another", Guid.NewGuid(), Guid.NewGuid(), "x", Origin.Severa);

        var report = await _world.RunAsync();

        Assert.Equal((RunOutcome.Failed, 29, true), (report.Outcome, report.ErrorNumber, report.ErrorIsPermanent));
    }

    [Fact]
    public async Task A_calendar_that_shows_what_is_linked_is_recognised_and_nothing_is_written()
    {
        for (var i = 0; i < 12; i++)
        {
            _world.Outlook.UserAdds(_world.At($"Talk {i}", days: 1 + i));
            _world.Severa.UserAdds(_world.At($"Visit {i}", days: 1 + i, hours: 3));
        }

        await _world.SettleAsync();
        var links = _world.Ledger.Links.Keys.ToHashSet();

        MoveUnproved();
        var first = await _world.RunAsync();
        await _world.SettleAsync();

        Assert.Equal((null, 0, true), (first.ErrorNumber, first.Counts.Writes, first.WasFull));
        Assert.Equal((24, 24), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
        Assert.All(_world.Ledger.Links.Values, l => Assert.Equal(("folder-2", LinkState.Active), (l.Epoch, l.State)));
        Assert.Equal(links, _world.Ledger.Links.Keys.ToHashSet());
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task Half_of_what_is_linked_is_enough(int missing, bool isRecognised)
    {
        for (var i = 0; i < 4; i++)
        {
            _world.Outlook.UserAdds(_world.At($"Talk {i}", days: 1 + i));
        }

        await _world.SettleAsync();

        MoveUnproved();
        _world.Outlook.Items.RemoveRange(0, missing);
        var report = await _world.RunAsync();

        Assert.Equal(isRecognised ? (int?)null : 17, report.ErrorNumber);
        Assert.Equal(4, _world.Severa.Visible.Count());
    }

    [Fact]
    public async Task Meetings_show_nothing_for_others_have_them_too()
    {
        _world.Outlook.UserAdds(_world.At("With others"), new EntryFacts(HasAttendees: true));
        await _world.SettleAsync();

        MoveUnproved();
        var report = await _world.RunAsync();

        Assert.Equal((RunOutcome.Failed, 17), (report.Outcome, report.ErrorNumber));
    }

    [Fact]
    public async Task Entries_stamped_for_another_mailbox_show_nothing()
    {
        _world.Severa.UserAdds(_world.At("Visit"));
        await _world.SettleAsync();

        MoveUnproved();
        _world.Outlook.Items.ForEach(i => (i.Stamp, i.Uid) = (i.Stamp! with { MailboxId = Guid.NewGuid() }, "another"));
        var report = await _world.RunAsync();

        Assert.Equal((RunOutcome.Failed, 17), (report.Outcome, report.ErrorNumber));
    }

    [Fact]
    public async Task What_is_new_in_the_new_place_arrives_with_the_second_pass()
    {
        _world.Outlook.UserAdds(_world.At("Moves along"));
        var lost = _world.Outlook.UserAdds(_world.At("Not moved along", days: 3));
        await _world.SettleAsync();
        Move();
        _world.Outlook.Items.Remove(lost);
        _world.Outlook.UserAdds(_world.At("New there", days: 5));

        await _world.RunAsync();
        await _world.RunAsync();

        Assert.Contains(_world.Severa.Visible, a => a.Content.Title == "New there");
        Assert.False((await _world.RunAsync()).WasFull);
    }

    [Fact]
    public async Task What_stays_behind_makes_no_run_read_everything_and_can_be_brought_back()
    {
        _world.Outlook.UserAdds(_world.At("Moves along", days: 3));
        var left = _world.Outlook.UserAdds(_world.At("Left behind"));
        await _world.SettleAsync();
        Move();
        _world.Outlook.Items.Remove(left);
        await _world.SettleAsync();

        Assert.False((await _world.RunAsync()).WasFull);

        var link = _world.Ledger.Links.Values.Single(l => l.StateReason == Reason.NotInNewFolder);
        _world.Ledger.Links[link.Id] = link with { Decision = LinkDecision.BringBack };
        await _world.SettleAsync();

        Assert.Contains(_world.Outlook.Visible, e => e.Content.Title == "Left behind");
        Assert.Equal((LinkState.Active, "folder-2", LinkDecision.None), _world.Ledger.Links.Values.Where(l => l.Id == link.Id).Select(l => (l.State, l.Epoch, l.Decision)).Single());
        Assert.False((await _world.RunAsync()).WasFull);
    }

    [Fact]
    public async Task A_preview_of_a_moved_mailbox_is_what_the_run_does()
    {
        _world.Outlook.UserAdds(_world.At("Talk"));
        await _world.SettleAsync();

        MoveUnproved();
        var plan = await _world.PreviewAsync();

        Assert.Equal([SyncActionKind.Rekey], plan.Actions.Select(a => a.Kind));
        Assert.All(_world.Ledger.Links.Values, l => Assert.Equal("folder-1", l.Epoch));
    }

    /// <summary>Its owner has proved the calendar in its new place.</summary>
    private void Move()
    {
        MoveUnproved();
        _world.Ledger.Epoch = "folder-2";
        _world.Ledger.IsFullDue = true;
    }

    private void MoveUnproved()
    {
        _world.Outlook.MoveTo("folder-2");
    }
}
