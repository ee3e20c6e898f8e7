using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Runs;

/// <summary>R18: what a create that nobody answered may have made is searched for before it is made again.</summary>
public sealed class UnknownCreateTests : UnknownOutcomeKit
{
    [Fact]
    public async Task A_write_that_may_still_be_under_way_is_left_alone_and_searched_for_as_soon_as_it_cannot_be()
    {
        var context = Context();
        var intents = new[] { Intent(SyncActionKind.Create, Now.AddSeconds(-10)), Intent(SyncActionKind.Create, Now.AddSeconds(-20)) with { LinkId = Guid.Empty } };

        var (pending, searchAt) = await new UnknownOutcomes(context).SettleAsync(intents, default);

        Assert.Equal(2, pending.Count);
        Assert.Equal(Now.AddSeconds(-20) + World.Outlook.Traits.LongestCall, searchAt);
        Assert.Empty(Kit.Recorded);
    }

    [Fact]
    public async Task At_the_end_of_the_longest_call_it_is_searched_for()
    {
        var (pending, searchAt) = await new UnknownOutcomes(Context()).SettleAsync([Intent(SyncActionKind.Create, LongAgo)], default);

        Assert.Equal((0, null), (pending.Count, searchAt));
        Assert.Single(Assert.Single(Kit.Recorded).ClosedIntents);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_never_made_is_planned_again_for_the_same_reason(bool isKnown)
    {
        var record = await SettleAsync(Intent(SyncActionKind.Create, LongAgo), isKnown ? Link() with { StateReason = Reason.BackInScope } : null);

        var kept = Assert.Single(record.Links);
        Assert.Null(kept.Entry);
        Assert.Equal((isKnown ? Reason.BackInScope : Reason.NewInSevera, new SetAside("UnknownOutcome", 0, Now)), (kept.StateReason, kept.SetAside));
        Assert.Empty(record.History);
    }

    [Theory]
    [InlineData(Reason.NewInSevera, Reason.FoundAfterCrash)]
    [InlineData(Reason.PossibleTwin, Reason.PossibleTwin)]
    public async Task What_was_made_is_linked_told_and_read(Reason planned, Reason told)
    {
        var made = await MakeAsync("Talk");

        var record = await SettleAsync(Intent(SyncActionKind.Create, LongAgo, reason: planned), null);

        Assert.Equal((new LinkHalf(made, ""), new LinkHalf(ItemKey.Of("activity"), "1")), (record.Links[0].Entry, record.Links[0].Activity));
        Assert.Equal((SyncActionKind.Create, told, made), record.History.Select(h => (h.Kind, h.Reason, h.Key!)).Single());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_made_and_deleted_since_is_linked_so_that_its_deletion_is_seen_and_an_earlier_one_is_not(bool isOfThisTry)
    {
        var intent = Intent(SyncActionKind.Create, LongAgo);
        var made = await MakeAsync("Talk", isOfThisTry ? intent.OperationId : Guid.NewGuid());
        World.Outlook.UserDeletes(World.Outlook.Visible.Single());

        var record = await SettleAsync(intent, null);

        Assert.Equal(isOfThisTry ? new LinkHalf(made, "") : null, Assert.Single(record.Links).Entry);
        Assert.Equal(isOfThisTry ? [(SyncActionKind.Create, Reason.FoundAfterCrash, made)] : [], record.History.Select(h => (h.Kind, h.Reason, h.Key!)));
    }

    [Theory]
    [InlineData(LinkDecision.RemoveCopy, true)]
    [InlineData(LinkDecision.None, true)]
    [InlineData(LinkDecision.RemoveCopy, false)]
    public async Task While_the_user_is_off_the_pair_rests_and_the_copy_goes_where_he_wanted_that(LinkDecision decision, bool isMade)
    {
        var intent = Intent(SyncActionKind.Create, LongAgo);
        var made = isMade ? new LinkHalf(await MakeAsync("Talk"), "") : null;

        await new UnknownOutcomes(Context(isOff: true)).SettleAsync([intent with { Planned = intent.Planned with { Decision = decision } }], default);

        var kept = Assert.Single(Assert.Single(Kit.Recorded).Links);
        Assert.Equal((LinkState.Dormant, Reason.SwitchedOff, made, isMade ? decision : LinkDecision.None), (kept.State, kept.StateReason, kept.Entry, kept.Decision));
    }

    [Theory]
    [InlineData(Origin.Severa, Side.Outlook, SyncActionKind.Create, false, LinkState.Active, true)]
    [InlineData(Origin.Outlook, Side.Severa, SyncActionKind.Create, false, LinkState.Active, true)]
    [InlineData(Origin.Outlook, Side.Outlook, SyncActionKind.Create, false, LinkState.Active, false)]
    [InlineData(Origin.Severa, Side.Outlook, SyncActionKind.Update, false, LinkState.Active, false)]
    [InlineData(Origin.Severa, Side.Outlook, SyncActionKind.Create, true, LinkState.Active, false)]
    [InlineData(Origin.Severa, Side.Outlook, SyncActionKind.Create, false, LinkState.Dismissed, false)]
    public void Only_what_this_service_makes_for_a_pair_in_sync_is_a_copy(
        Origin origin, Side target, SyncActionKind kind, bool isMeeting, LinkState state, bool isCopy) =>
        Assert.Equal(isCopy, (Intent(kind, LongAgo) with { Target = target, Planned = Link() with { Origin = origin, IsMeeting = isMeeting, State = state } }).MakesCopy);

    [Fact]
    public async Task What_is_there_is_linked_whatever_was_deleted()
    {
        var intent = Intent(SyncActionKind.Create, LongAgo);
        await MakeAsync("Talk", intent.OperationId);
        World.Outlook.UserDeletes(World.Outlook.Visible.Single());
        var there = await MakeAsync("Talk", intent.OperationId);

        Assert.Equal(new LinkHalf(there, ""), Assert.Single((await SettleAsync(intent, null)).Links).Entry);
    }

    [Fact]
    public async Task What_it_was_made_from_may_have_another_key_by_now()
    {
        await MakeAsync("Talk");

        var record = await SettleAsync(Intent(SyncActionKind.Create, LongAgo), Link() with { Activity = new LinkHalf(ItemKey.Of("moved"), "9") });

        Assert.Equal(new LinkHalf(ItemKey.Of("moved"), "9"), record.Links[0].Activity);
    }

    [Fact]
    public async Task An_intent_of_an_older_release_is_told_too()
    {
        var made = await MakeAsync("Talk");

        var record = await SettleAsync(Intent(SyncActionKind.Create, LongAgo) with { Event = null }, null);

        Assert.Equal((SyncActionKind.Adopt, Reason.FoundAfterCrash, made, "Talk"), record.History.Select(h => (h.Kind, h.Reason, h.Key!, h.Title)).Single());
    }

    [Fact]
    public async Task A_copy_that_has_a_pair_of_its_own_is_not_what_was_made()
    {
        var copy = await MakeAsync("Talk");
        var others = Link() with { Id = Guid.Empty, Entry = new LinkHalf(copy, "1") };

        var record = await SettleAsync(Intent(SyncActionKind.Create, LongAgo), others);

        Assert.Null(Assert.Single(record.Links).Entry);
    }

    [Fact]
    public async Task Made_twice_one_is_enough_and_what_the_user_changed_stays()
    {
        await MakeAsync("Talk");
        await MakeAsync("Talk");
        await MakeAsync("changed by the user");

        var record = await SettleAsync(Intent(SyncActionKind.Create, LongAgo), null);

        Assert.Equal(["Talk", "changed by the user"], World.Outlook.Visible.Select(i => i.Content.Title).Order(StringComparer.Ordinal));
        Assert.Equal([SyncActionKind.Create, SyncActionKind.Delete], record.History.Select(h => h.Kind));
        Assert.Equal((Reason.SecondCopyOfOneCreate, "Talk"), (record.History[1].Reason, record.History[1].Title));
        Assert.NotEmpty(record.OwnWrites);
        Assert.Equal(1, Kit.Renewals);
    }
}
