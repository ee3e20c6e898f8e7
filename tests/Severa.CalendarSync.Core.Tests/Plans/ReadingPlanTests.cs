using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>R11: what a reading shows, what it does not, and what is asked for before anything is decided.</summary>
public sealed class ReadingPlanTests
{
    private readonly PlanKit _kit = new();

    [Fact]
    public void What_a_list_of_changes_does_not_name_is_as_it_was()
    {
        var plan = Reconciler.Plan(Changes([_kit.InSync()]));

        Assert.Equal((0, 0), (plan.Actions.Count, plan.Suspects.Count));
    }

    [Theory]
    [InlineData(Side.Outlook)]
    [InlineData(Side.Severa)]
    public void What_a_list_of_changes_suspects_is_asked_for(Side side)
    {
        var link = _kit.InSync();

        var plan = Reconciler.Plan(Changes([link], side));

        Assert.Equal([new SideKey(side, link.Half(side)!.Key)], plan.Suspects.Where(s => s.Side == side));
        Assert.Empty(plan.Actions);
    }

    [Fact]
    public void Questions_come_side_by_side_and_in_the_order_of_their_keys()
    {
        var links = new[] { "b", "a" }.Select((id, i) => _kit.InSync() with
        {
            Id = new Guid(i + 1, 0, 0, new byte[8]), Entry = new LinkHalf(ItemKey.Of("entry " + id), "1"), Activity = new LinkHalf(ItemKey.Of("activity " + id), "1"),
        }).ToList();
        var nothing = new SideReading.Full(_kit.Window, []) { Cursor = "", Epoch = PlanKit.Folder };

        var plan = Reconciler.Plan(_kit.Reads(links) with { Outlook = new SideView(Side.Outlook, nothing), Severa = new SideView(Side.Severa, nothing) });

        Assert.Equal(["entry a", "entry b", "activity a", "activity b"], plan.Suspects.Select(s => s.Key.Id));
    }

    [Fact]
    public void What_was_looked_up_is_an_item_of_the_side_once()
    {
        var fresh = _kit.Entry with { Key = ItemKey.Of("fresh") };
        var answers = new Dictionary<ItemKey, Sighting> { [_kit.Entry.Key] = new Sighting.Present(_kit.Entry), [fresh.Key] = new Sighting.Present(fresh) };
        var view = new SideView(Side.Outlook, new SideReading.Full(_kit.Window, [new Seen.Fresh(fresh), new Seen.Same(_kit.Entry.Key, "1")]) { Cursor = "" }, answers);

        Assert.Equal(["entry", "fresh"], view.Items.Select(i => i.Key.Id).Order());
    }

    [Fact]
    public void Of_two_halves_that_cannot_be_read_the_entrys_code_is_told()
    {
        SideReading Damaged(ItemKey key, string code) => new SideReading.Full(_kit.Window, [new Seen.Unreadable(key, code)]) { Cursor = "", Epoch = PlanKit.Folder };
        var input = _kit.Reads([_kit.InSync()]) with
        {
            Outlook = new SideView(Side.Outlook, Damaged(_kit.Entry.Key, "of the entry")),
            Severa = new SideView(Side.Severa, Damaged(_kit.Activity.Key, "of the activity")),
        };

        Assert.Equal("of the entry", Assert.Single(PlanKit.Final(input)).Code);
    }

    [Theory]
    [InlineData(LinkState.Active, LinkDecision.None, false, false)]
    [InlineData(LinkState.Dormant, LinkDecision.None, false, false)]
    [InlineData(LinkState.Dormant, LinkDecision.RemoveCopy, false, true)]
    [InlineData(LinkState.Dormant, LinkDecision.RemoveCopy, true, false)]
    public void While_the_user_is_off_only_the_copies_he_wants_removed_go(LinkState state, LinkDecision decision, bool isBusy, bool goes)
    {
        var link = _kit.InSync() with { State = state, StateReason = state == LinkState.Active ? Reason.None : Reason.SwitchedOff, Decision = decision };
        _kit.UserEditsEntry(c => c with { Place = "Oulu" });

        var plan = Reconciler.Plan(_kit.Reads([link]) with { OnlyDecisions = true, Pending = isBusy ? [link] : [] });

        Assert.Equal(goes, plan.Actions.Count > 0);
    }

    /// <summary>Neither side read anything but changes, and there were none; one side wonders about its half.</summary>
    private PlanInput Changes(IReadOnlyList<Link> links, Side? suspicious = null)
    {
        SideView View(Side side) => new(side, new SideReading.Delta([], side == suspicious ? [.. links.Select(l => l.Half(side)!.Key)] : []) { Cursor = "", Epoch = PlanKit.Folder });
        return _kit.Reads(links) with { Outlook = View(Side.Outlook), Severa = View(Side.Severa) };
    }
}
