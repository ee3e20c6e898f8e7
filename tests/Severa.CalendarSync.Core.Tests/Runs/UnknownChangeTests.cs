using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Runs;

/// <summary>R18: what became of an update or a deletion that nobody answered is looked at before anything is tried again.</summary>
public sealed class UnknownChangeTests : UnknownOutcomeKit
{
    [Theory]
    [InlineData("after", true)]
    [InlineData("before", false)]
    public async Task A_change_is_told_and_agreed_on_where_its_values_are_seen(string title, bool isTold)
    {
        var entry = World.Outlook.UserAdds(World.At(title));
        var link = Link() with { Entry = new LinkHalf(entry.Key, "1") };
        var intent = Intent(SyncActionKind.Update, LongAgo, entry.Key, (World.At("before"), World.At("after")));

        var record = await SettleAsync(intent, link);

        Assert.Equal(isTold ? 1 : 0, record.History.Count);
        var agreed = isTold ? link.Base.With(ItemFields.Title, intent.Planned.Base) : link.Base;
        Assert.Equal(link with { SetAside = new SetAside("UnknownOutcome", 0, Now), Base = agreed }, Assert.Single(record.Links));
    }

    [Fact]
    public async Task Only_the_fields_that_were_written_count()
    {
        var entry = World.Outlook.UserAdds(World.At("after", place: "changed since"));

        var record = await SettleAsync(Intent(SyncActionKind.Update, LongAgo, entry.Key, (World.At("before"), World.At("after"))), Link());

        Assert.Single(record.History);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_deletion_is_told_where_the_item_is_gone(bool isThere, bool isTold)
    {
        var entry = World.Outlook.UserAdds(World.At("before"));
        if (!isThere)
        {
            World.Outlook.UserDeletes(entry);
        }

        var record = await SettleAsync(Intent(SyncActionKind.Delete, LongAgo, entry.Key, (World.At("before"), null)), Link());

        Assert.Equal(isTold ? 1 : 0, record.History.Count);
    }

    [Theory]
    [InlineData(LinkState.Dormant, LinkDecision.RemoveCopy, LinkDecision.None, false)]
    [InlineData(LinkState.Dormant, LinkDecision.None, LinkDecision.None, false)]
    [InlineData(LinkState.Dormant, LinkDecision.BringBack, LinkDecision.BringBack, true)]
    [InlineData(LinkState.Active, LinkDecision.None, LinkDecision.None, true)]
    public async Task A_pair_whose_copy_was_removed_on_request_goes_on_without_it_whatever_was_decided_since(
        LinkState state, LinkDecision decision, LinkDecision left, bool isLookedAt)
    {
        var (intent, link) = await RemovedAsync(LinkState.Dormant);

        var record = await SettleAsync(intent, link with { State = state, Decision = decision });

        var kept = Assert.Single(record.Links);
        Assert.Equal((state, left, null, link.Activity), (kept.State, kept.Decision, kept.Entry, kept.Activity));
        Assert.Equal(isLookedAt ? new SetAside("UnknownOutcome", 0, Now) : null, kept.SetAside);
    }

    [Theory]
    [InlineData(LinkState.Active, true)]
    [InlineData(LinkState.Dormant, false)]
    public async Task What_is_there_under_another_key_or_was_no_copy_to_be_removed_keeps_its_half(LinkState planned, bool isSameKey)
    {
        var (intent, link) = await RemovedAsync(planned);
        link = isSameKey ? link : link with { Entry = new LinkHalf(ItemKey.Of("moved"), "") };

        Assert.Equal(link.Entry, Assert.Single((await SettleAsync(intent, link)).Links).Entry);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_lives_on_under_another_key_is_not_taken_for_removed_and_a_copy_of_it_with_a_pair_of_its_own_is_not_it(bool isAnothers)
    {
        var (intent, link) = await RemovedAsync(LinkState.Dormant);
        var there = new LinkHalf(await MakeAsync("Talk"), "1");

        await new UnknownOutcomes(Context(isAnothers ? [link, link with { Id = Guid.Empty, Entry = there }] : [link])).SettleAsync([intent], default);

        Assert.Equal(isAnothers ? null : link.Entry, Assert.Single(Assert.Single(Kit.Recorded).Links).Entry);
    }

    [Theory]
    [InlineData(SyncActionKind.Delete, false)]
    [InlineData(SyncActionKind.Update, true)]
    public async Task Where_nobody_can_say_what_was_there_before_a_change_is_not_lost(SyncActionKind kind, bool isTold)
    {
        var entry = World.Outlook.UserAdds(World.At("before"));
        World.Outlook.NextFault = _ => Fault.ItemsFail;

        var record = await SettleAsync(Intent(kind, LongAgo, entry.Key, (World.At("before"), kind == SyncActionKind.Delete ? null : World.At("after"))), Link());

        Assert.Equal(isTold ? 1 : 0, record.History.Count);
    }

    /// <summary>An entry is gone by now that was to be deleted; what its pair was to be then.</summary>
    private async Task<(Intent Intent, Link Link)> RemovedAsync(LinkState planned)
    {
        var key = await MakeAsync("Talk");
        World.Outlook.UserDeletes(World.Outlook.Visible.Single());
        var link = Link() with { Entry = new LinkHalf(key, "1"), State = LinkState.Dormant, StateReason = Reason.TypeNotTicked };
        return (Intent(SyncActionKind.Delete, LongAgo, key, (World.At("Talk"), null)) with { Planned = link with { State = planned } }, link);
    }
}
