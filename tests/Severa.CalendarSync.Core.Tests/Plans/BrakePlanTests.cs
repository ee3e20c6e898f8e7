using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>R13, limit by limit: how many deletions and new times go, and how many wait for a person.</summary>
public sealed class BrakePlanTests
{
    private static readonly BrakeLimits Limits = new()
    {
        Deletions = 2, DeletionShare = 0.1, EmptiedSide = 5, NewTimes = 2, NewTimeShare = 0.1, OrganizationDeletions = 4, OrganizationShare = 0.01,
    };

    [Theory]
    [InlineData(2, 10, 0, false)]
    [InlineData(3, 10, 0, true)]
    [InlineData(2, 10, 1, true)]
    [InlineData(4, 40, 0, false)]
    [InlineData(5, 50, 0, true, 1)]
    [InlineData(5, 60, 0, false)]
    public void Deletions_wait_above_the_number_or_the_share_of_links(int deletions, int links, int recent, bool wait, int organisation = 0)
    {
        var plan = Check(Deletions(deletions), links, new RecentWrites(SeveraDeletions: recent, OrganizationLinks: organisation == 0 ? 100_000 : organisation));

        Assert.Equal(wait ? 0 : deletions, plan.Actions.Count(a => a.Kind == SyncActionKind.Delete));
        Assert.Equal(wait ? deletions : 0, plan.Actions.Count(a => a.Kind == SyncActionKind.Hold));
    }

    [Fact]
    public void Only_the_side_with_too_many_waits_and_everything_else_goes_on()
    {
        var actions = Deletions(3).Concat([Action(50, SyncActionKind.Delete, Side.Outlook), Action(51, SyncActionKind.Create, Side.Severa)]);

        var plan = Check(actions, 60, Quiet with { SeveraDeletions = 4 });

        Assert.Equal([SyncActionKind.Delete, SyncActionKind.Create, SyncActionKind.Hold, SyncActionKind.Hold, SyncActionKind.Hold], plan.Actions.Select(a => a.Kind));
        Assert.All(plan.Actions.Skip(2), a => Assert.Equal((Reason.HeldByBrake, LinkState.Held, Reason.HeldByBrake), (a.Reason, a.Link.State, a.Link.StateReason)));
        Assert.False(plan.StopsDeletions);
    }

    [Theory]
    [InlineData(Side.Outlook, 1, 0, true)]
    [InlineData(Side.Outlook, 0, 1, false)]
    [InlineData(Side.Severa, 0, 1, true)]
    [InlineData(Side.Severa, 1, 0, false)]
    public void What_was_deleted_lately_counts_for_its_side(Side side, int inOutlook, int inSevera, bool wait)
    {
        var deletions = Deletions(2).Select(a => a with { Target = side });

        var plan = Check(deletions, 10, Quiet with { OutlookDeletions = inOutlook, SeveraDeletions = inSevera });

        Assert.All(plan.Actions, a => Assert.Equal(wait ? SyncActionKind.Hold : SyncActionKind.Delete, a.Kind));
    }

    [Fact]
    public void Other_writes_to_a_side_and_deletions_of_the_other_side_do_not_count()
    {
        var actions = Deletions(2).Concat([Action(20, SyncActionKind.Create, Side.Severa), Action(21, SyncActionKind.Delete, Side.Outlook), Action(22, SyncActionKind.Delete, Side.Outlook)]);

        Assert.DoesNotContain(Check(actions, 10, Quiet).Actions, a => a.Kind == SyncActionKind.Hold);
    }

    [Theory]
    [InlineData(5, 5, true)]
    [InlineData(4, 4, false)]
    [InlineData(5, 6, false)]
    public void A_side_is_never_emptied_without_a_person(int deletions, int links, bool wait)
    {
        var limits = Limits with { Deletions = 100, OrganizationDeletions = 100 };

        Assert.Equal(wait, SafetyBrake.Check(Of(Deletions(deletions)), Links(links), Quiet, limits, false).Actions.All(a => a.Kind == SyncActionKind.Hold));
    }

    [Fact]
    public void One_series_is_one_change_even_where_it_is_all_there_is()
    {
        var slots = Enumerable.Range(0, 26).Select(i => Action(i, SyncActionKind.Delete, Side.Severa, ItemKey.Occurrence("weekly", PlanKit.Now.AddDays(7 * i), $"slot{i}")));

        Assert.All(Check(slots, 26, Quiet).Actions, a => Assert.Equal(SyncActionKind.Delete, a.Kind));
    }

    [Theory]
    [InlineData(2, 10, 0, false)]
    [InlineData(3, 10, 0, true)]
    [InlineData(2, 10, 1, true)]
    [InlineData(3, 30, 0, false)]
    public void New_times_wait_above_the_number_or_the_share_of_links(int times, int links, int recent, bool wait)
    {
        var updates = Enumerable.Range(0, times).Select(i => Action(i, SyncActionKind.Update, Side.Severa) with { Fields = ItemFields.When | ItemFields.Title });
        var titles = Action(90, SyncActionKind.Update, Side.Severa) with { Fields = ItemFields.Title };

        var plan = Check(updates.Append(titles), links, Quiet with { NewTimes = recent });

        Assert.Equal(wait ? times : 0, plan.Actions.Count(a => a is { Kind: SyncActionKind.Hold, Reason: Reason.HeldNewTime, Link.StateReason: Reason.HeldNewTime }));
        Assert.Single(plan.Actions, a => a.Kind == SyncActionKind.Update && a.Link.Id == titles.Link.Id);
    }

    [Theory]
    [InlineData(Reason.AdoptedByContent)]
    [InlineData(Reason.AdoptedByStamp)]
    [InlineData(Reason.AdoptedByUid)]
    public void What_was_just_matched_is_no_new_time(Reason reason)
    {
        var updates = Enumerable.Range(0, 9).Select(i => Action(i, SyncActionKind.Update, Side.Severa) with { Fields = ItemFields.When, Reason = reason });

        Assert.False(SafetyBrake.Concerns(Of(updates)));
        Assert.All(Check(updates, 10, Quiet).Actions, a => Assert.Equal(SyncActionKind.Update, a.Kind));
    }

    [Theory]
    [InlineData(SyncActionKind.Delete, ItemFields.None, true)]
    [InlineData(SyncActionKind.Update, ItemFields.When, true)]
    [InlineData(SyncActionKind.Update, ItemFields.Title, false)]
    [InlineData(SyncActionKind.Create, ItemFields.All, false)]
    public void A_plan_that_neither_deletes_nor_moves_concerns_nobody(SyncActionKind kind, ItemFields fields, bool concerns) =>
        Assert.Equal(concerns, SafetyBrake.Concerns(Of([Action(1, SyncActionKind.Create, Side.Severa), Action(2, kind, Side.Severa) with { Fields = fields }])));

    [Theory]
    [InlineData(2, 2, 0, false)]
    [InlineData(2, 3, 0, true)]
    [InlineData(2, 3, 500, false)]
    [InlineData(2, 4, 500, true)]
    [InlineData(0, 100, 0, false)]
    public void The_whole_organisation_has_a_limit(int deletions, int others, int links, bool stops)
    {
        var plan = Check(Deletions(deletions), 60, Quiet with { OrganizationDeletions = others, OrganizationLinks = links });

        Assert.Equal(stops, plan.StopsDeletions);
        Assert.All(plan.Actions, a => Assert.Equal(stops ? Reason.HeldByOrganization : Reason.DeletedInOutlook, a.Reason));
    }

    [Fact]
    public void While_deletions_are_stopped_none_goes_and_a_release_waits()
    {
        var released = Link(0) with { State = LinkState.Held, StateReason = Reason.HeldByBrake, Decision = LinkDecision.Release };
        var plan = SafetyBrake.Check(Of(Deletions(2)), [released, Link(1)], Quiet with { AreDeletionsStopped = true }, Limits, false);

        Assert.True(plan.StopsDeletions);
        Assert.Equal((SyncActionKind.Hold, Link(1).Id), plan.Actions.Select(a => (a.Kind, a.Link.Id)).Single());
    }

    [Fact]
    public void While_deletions_are_stopped_a_released_pair_is_written_all_the_same()
    {
        var released = Link(0) with { State = LinkState.Held, StateReason = Reason.HeldByBrake, Decision = LinkDecision.Release };
        var edited = Action(0, SyncActionKind.Update, Side.Severa) with { Fields = ItemFields.Title };

        var plan = SafetyBrake.Check(Of([edited]), [released], Quiet with { AreDeletionsStopped = true }, Limits, false);

        Assert.Equal([edited], plan.Actions);
    }

    [Fact]
    public void What_a_person_decided_or_had_undone_does_not_count()
    {
        var decided = Enumerable.Range(0, 5).Select(i => Link(i) with { State = LinkState.Held, StateReason = Reason.HeldByBrake, Decision = LinkDecision.Release });
        var undone = Deletions(10).Skip(5).Select(a => a with { UndoId = Guid.NewGuid() });

        var plan = SafetyBrake.Check(Of(Deletions(5).Concat(undone)), [.. decided, .. Links(60).Skip(5)], Quiet, Limits, false);

        Assert.All(plan.Actions, a => Assert.Equal(SyncActionKind.Delete, a.Kind));
    }

    [Theory]
    [InlineData(Reason.HeldNewTime, SyncActionKind.Delete, true)]
    [InlineData(Reason.HeldNewTime, SyncActionKind.Update, false)]
    [InlineData(Reason.HeldByBrake, SyncActionKind.Delete, false)]
    public void Who_decided_about_a_new_time_has_not_decided_about_a_deletion(Reason held, SyncActionKind kind, bool waits)
    {
        var link = Link(0) with { State = LinkState.Held, StateReason = held, Decision = LinkDecision.Release };
        var action = Action(0, kind, Side.Severa) with { Fields = ItemFields.When };

        var plan = SafetyBrake.Check(Of([action]), [link], Quiet, Limits with { NewTimes = 0, NewTimeShare = 0 }, holdAllDeletions: true);

        Assert.Equal(waits, Assert.Single(plan.Actions).Kind == SyncActionKind.Hold);
    }

    [Fact]
    public void After_lost_state_every_deletion_waits_on_both_sides()
    {
        var actions = new[] { Action(0, SyncActionKind.Delete, Side.Severa), Action(1, SyncActionKind.Delete, Side.Outlook) };

        Assert.All(SafetyBrake.Check(Of(actions), Links(60), Quiet, Limits, holdAllDeletions: true).Actions, a => Assert.Equal(SyncActionKind.Hold, a.Kind));
    }

    [Fact]
    public void What_is_held_keeps_its_base_and_learns_only_the_new_key_of_its_entry()
    {
        var known = Link(0) with { Uid = "old", SetAside = new SetAside("Busy", 1, PlanKit.Now) };
        var moved = known with { Entry = new LinkHalf(ItemKey.Of("moved"), ""), Uid = "new", Epoch = "other", Base = LinkBases.Empty with { LossyInSevera = ItemFields.Notes } };
        var delete = Action(0, SyncActionKind.Delete, Side.Severa) with { Link = moved, Conflicts = [new Conflict(PlanKit.Now, known.Id, ItemFields.Title, Side.Outlook, "", "", "")], IsSecond = true };

        var held = Assert.Single(SafetyBrake.Check(Of([delete, delete with { Target = Side.Outlook }]), [known], Quiet, Limits, true).Actions);

        Assert.Equal(
            known with { State = LinkState.Held, StateReason = Reason.HeldByBrake, SetAside = null, Entry = moved.Entry, Uid = "new", Epoch = "other" },
            held.Link);
        Assert.True(held is { Conflicts: [], IsSecond: false, BaseFields: ItemFields.None });

        var same = Assert.Single(SafetyBrake.Check(Of([delete with { Link = moved with { Entry = known.Entry } }]), [known], Quiet, Limits, true).Actions);
        Assert.Equal(("old", "folder-1"), (same.Link.Uid, same.Link.Epoch));
    }

    private static readonly RecentWrites Quiet = new(OrganizationLinks: 0);

    private static SyncPlan Check(IEnumerable<SyncAction> actions, int links, RecentWrites recent) =>
        SafetyBrake.Check(Of(actions), Links(links), recent, Limits, holdAllDeletions: false);

    private static SyncPlan Of(IEnumerable<SyncAction> actions) => new([.. actions], []);

    private static IEnumerable<SyncAction> Deletions(int count) => Enumerable.Range(0, count).Select(i => Action(i, SyncActionKind.Delete, Side.Severa));

    private static List<Link> Links(int count) => [.. Enumerable.Range(0, count).Select(Link)];

    private static Link Link(int i) => new PlanKit().InSync() with
    {
        Id = new Guid(i, 1, 0, [0, 0, 0, 0, 0, 0, 0, 1]), Entry = new LinkHalf(ItemKey.Of($"entry {i}"), "1"), Activity = new LinkHalf(ItemKey.Of($"activity {i}"), "1"),
    };

    private static SyncAction Action(int i, SyncActionKind kind, Side target, ItemKey? entry = null) => new()
    {
        Kind = kind,
        Target = target,
        Reason = Reason.DeletedInOutlook,
        Link = entry is null ? Link(i) : Link(i) with { Entry = new LinkHalf(entry, "1") },
    };
}
