using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Rules;

/// <summary>R11 to R16, where doing too much would show: what is not asked, not written, not deleted and not doubled.</summary>
public sealed class QuietTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task A_look_up_that_could_not_be_answered_is_no_deletion()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Talk"));
        await _world.SettleAsync();
        var link = _world.Ledger.Links.Values.Single();

        // Missing from a complete listing, and the server cannot say why.
        var plan = Reconciler.Plan(new PlanInput
        {
            Outlook = new SideView(
                Side.Outlook,
                new SideReading.Full(_world.Window, []) { Cursor = "c", Epoch = "folder-1" },
                new Dictionary<ItemKey, Sighting> { [entry.Key] = new Sighting.Unknown("ErrorInternalServerError") }),
            Severa = new SideView(Side.Severa, new SideReading.Unchanged { Cursor = "c" }),
            Links = [link],
            Policy = _world.Policy,
            Window = _world.Window,
            Now = _world.Time.GetUtcNow(),
        });

        var action = Assert.Single(plan.Actions);
        Assert.Equal((SyncActionKind.Skip, Reason.DamagedItem, "ErrorInternalServerError"), (action.Kind, action.Reason, action.Code));
    }

    [Fact]
    public async Task What_the_window_left_behind_is_not_asked_about()
    {
        _world.Outlook.UserAdds(_world.At("Old", days: -20));
        await _world.SettleAsync();

        _world.Window = new SyncWindow(_world.Time.Start.AddDays(-5), _world.Time.Start.AddDays(200));
        _world.Ledger.IsFullDue = true;
        var calls = _world.Outlook.Calls + _world.Severa.Calls;
        await _world.RunAsync();

        Assert.Equal(calls + 2, _world.Outlook.Calls + _world.Severa.Calls);
        Assert.Equal(Reason.OutOfWindow, Assert.Single(_world.Ledger.Links.Values).StateReason);
        Assert.Single(_world.Severa.Visible);
    }

    [Fact]
    public async Task Both_halves_moved_beyond_the_window_end_at_one_time()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Talk"));
        await _world.SettleAsync();
        var activity = _world.Severa.Visible.Single();

        _world.Outlook.UserChanges(entry, c => c with { When = _world.At("x", days: 300).When });
        _world.Severa.UserChanges(activity, c => c with { When = _world.At("x", days: 301).When });
        await _world.SettleAsync();

        Assert.Equal(entry.Content.When, activity.Content.When);
    }

    [Fact]
    public async Task A_side_of_five_or_more_is_never_emptied_without_a_person()
    {
        var entries = Enumerable.Range(0, 6).Select(i => _world.Outlook.UserAdds(_world.At($"Entry {i}", days: 1 + i))).ToList();
        await _world.SettleAsync();

        entries.ForEach(_world.Outlook.UserDeletes);
        await _world.RunAsync();

        Assert.Equal(6, _world.Severa.Visible.Count());
        Assert.All(_world.Ledger.Links.Values, l => Assert.Equal(LinkState.Held, l.State));
    }

    [Fact]
    public async Task A_run_after_writes_of_our_own_finds_nothing_changed()
    {
        _world.Severa.UserAdds(_world.At("Visit"));
        var entry = _world.Outlook.UserAdds(_world.At("Talk", days: 2));
        await _world.RunAsync();
        _world.Severa.UserChanges(_world.Severa.Visible.Single(a => a.Content.Title == "Talk"), c => c with { Title = "Walk" });
        _world.Severa.UserDeletes(_world.Severa.Visible.Single(a => a.Content.Title == "Visit"));
        await _world.RunAsync();

        var report = await _world.RunAsync();

        Assert.Equal((RunOutcome.Unchanged, "Walk"), (report.Outcome, entry.Content.Title));
    }

    [Fact]
    public async Task Equal_items_pair_one_to_one_and_only_the_surplus_is_made()
    {
        var content = _world.At("Standup");
        for (var i = 0; i < 3; i++)
        {
            _world.Severa.UserAdds(content);
        }

        _world.Outlook.UserAdds(content);
        _world.Outlook.UserAdds(content);
        await _world.SettleAsync();

        Assert.Equal((3, 3, 3), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count(), _world.Ledger.Links.Count));
        Assert.Equal((1, 0), (_world.Outlook.Writes, _world.Severa.Writes));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 4)]
    [InlineData(3, 16)]
    [InlineData(5, 240)]
    [InlineData(50, 240)]
    public void Pauses_after_failures_grow_to_four_hours(int attempts, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), LinkUpdates.RetryAfter(attempts));

    [Fact]
    public async Task An_entry_that_may_have_been_moved_waits_until_the_server_can_say()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Talk"));
        await _world.SettleAsync();

        _world.Outlook.UserMovesAway(entry);
        var calls = 0;
        _world.Outlook.NextFault = name => name == "lookup" && calls++ == 0 ? Fault.ItemsFail : Fault.None;
        await _world.RunAsync();
        _world.Outlook.NextFault = _ => Fault.None;
        await _world.SettleAsync();

        Assert.Single(_world.Severa.Visible);
        Assert.Single(_world.Outlook.Visible);
    }
}
