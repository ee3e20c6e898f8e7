using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Runs;

/// <summary>R18: what became of a write that nobody answered is searched for before anything is tried again.</summary>
public sealed class UnknownOutcomeTests
{
    private static readonly Guid PairId = new(5, 0, 0, [0, 0, 0, 0, 0, 0, 0, 5]);

    private readonly RunKit _kit = new();

    private TestWorld World => _kit.World;

    private DateTimeOffset Now => World.Time.GetUtcNow();

    private DateTimeOffset LongAgo => Now - World.Outlook.Traits.LongestCall;

    [Fact]
    public async Task A_write_that_may_still_be_under_way_is_left_alone_and_searched_for_as_soon_as_it_cannot_be()
    {
        var context = Context();
        var intents = new[] { Intent(SyncActionKind.Create, Now.AddSeconds(-10)), Intent(SyncActionKind.Create, Now.AddSeconds(-20)) with { LinkId = Guid.Empty } };

        var (pending, searchAt) = await new UnknownOutcomes(context).SettleAsync(intents, default);

        Assert.Equal(2, pending.Count);
        Assert.Equal(Now.AddSeconds(-20) + World.Outlook.Traits.LongestCall, searchAt);
        Assert.Empty(_kit.Recorded);
    }

    [Fact]
    public async Task At_the_end_of_the_longest_call_it_is_searched_for()
    {
        var (pending, searchAt) = await new UnknownOutcomes(Context()).SettleAsync([Intent(SyncActionKind.Create, LongAgo)], default);

        Assert.Equal((0, null), (pending.Count, searchAt));
        Assert.Single(Assert.Single(_kit.Recorded).ClosedIntents);
    }

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

        Assert.Equal(isAnothers ? null : link.Entry, Assert.Single(Assert.Single(_kit.Recorded).Links).Entry);
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

        var kept = Assert.Single(Assert.Single(_kit.Recorded).Links);
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
        Assert.Equal(1, _kit.Renewals);
    }

    private Link Link() => new() { Id = PairId, Origin = Origin.Severa, Base = LinkBases.Empty, Epoch = "folder-1", Activity = new LinkHalf(ItemKey.Of("activity"), "1") };

    private Intent Intent(
        SyncActionKind kind, DateTimeOffset at, ItemKey? key = null, (ItemContent Before, ItemContent? After)? values = null, Reason reason = Reason.NewInSevera)
    {
        var content = World.At("Talk");
        var planned = Link() with { Base = new LinkBase(World.Policy.Fingerprint.Of(content), LinkBases.Empty.Outlook, LinkBases.Empty.Outlook, LinkBases.Empty.Outlook) };
        var told = new HistoryEvent(at, PairId, kind, Side.Outlook, reason, ItemFields.Title, "Talk")
        {
            Key = key,
            Values = values is { } changed ? new ChangedValues(changed.Before, changed.After) : null,
        };
        return new Intent(Guid.NewGuid(), PairId, kind, Side.Outlook, at, planned, told);
    }

    /// <summary>An entry is gone by now that was to be deleted; what its pair was to be then.</summary>
    private async Task<(Intent Intent, Link Link)> RemovedAsync(LinkState planned)
    {
        var key = await MakeAsync("Talk");
        World.Outlook.UserDeletes(World.Outlook.Visible.Single());
        var link = Link() with { Entry = new LinkHalf(key, "1"), State = LinkState.Dormant, StateReason = Reason.TypeNotTicked };
        return (Intent(SyncActionKind.Delete, LongAgo, key, (World.At("Talk"), null)) with { Planned = link with { State = planned } }, link);
    }

    private RunContext Context(params IEnumerable<Link> links) => Context(isOff: false, links);

    private RunContext Context(bool isOff, params IEnumerable<Link> links) =>
        new(_kit, World.Outlook, World.Severa, World.Policy, World.Time, Guid.NewGuid) { Links = [.. links], IsOff = isOff };

    private async Task<LedgerBatch> SettleAsync(Intent intent, Link? link)
    {
        await new UnknownOutcomes(Context(link is null ? [] : [link])).SettleAsync([intent], default);
        var record = Assert.Single(_kit.Recorded);
        Assert.Equal([intent.OperationId], record.ClosedIntents);
        return record;
    }

    private async Task<ItemKey> MakeAsync(string title, Guid? operationId = null) =>
        (await World.Outlook.CreateAsync([new ItemDraft(PairId, World.At(title), OperationId: operationId)], default))[0].Key!;
}
