using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>Match before create (R15, R16, R24): what belongs together, by the surest sign.</summary>
public sealed class AdoptionPlanTests
{
    private static readonly Guid LostId = new(8, 0, 0, [0, 0, 0, 0, 0, 0, 0, 8]);

    private readonly PlanKit _kit = new();

    [Theory]
    [InlineData(3, 2)]
    [InlineData(2, 3)]
    [InlineData(2, 2)]
    public void Twins_pair_one_to_one_and_the_surplus_is_made(int entries, int activities)
    {
        var actions = Plan([.. Entries(entries)], [.. Activities(activities)]);

        var pairs = Math.Min(entries, activities);
        Assert.Equal(pairs, actions.Count(a => a is { Kind: SyncActionKind.Adopt, Reason: Reason.AdoptedByContent }));
        Assert.Equal(Math.Abs(entries - activities), actions.Count(a => a.Kind == SyncActionKind.Create));
        Assert.All(actions.Where(a => a.Kind == SyncActionKind.Create), a => Assert.Equal(entries > activities ? Side.Severa : Side.Outlook, a.Target));
        Assert.Equal(actions.Count, actions.Select(a => a.Link.Id).Distinct().Count());
    }

    [Fact]
    public void Twins_pair_in_the_order_of_their_ids_whatever_the_order_of_the_pages()
    {
        var pairs = Plan([.. Entries(3).Reverse()], [.. Activities(3).Reverse()]).Select(a => (a.Link.Entry!.Key.Id, a.Link.Activity!.Key.Id));

        Assert.Equal([("entry 0", "activity 0"), ("entry 1", "activity 1"), ("entry 2", "activity 2")], pairs.Order());
    }

    [Fact]
    public void A_withheld_entry_pairs_with_what_the_rules_would_have_written()
    {
        _kit.Policy = _kit.Policy with { PrivateTypeId = null, PrivateWithoutType = PrivateRule.Withhold };
        var secret = _kit.Entry with { Content = PlanKit.Talk with { Privacy = Privacy.Private } };
        var shown = _kit.Activity with { Content = new ItemContent { Title = _kit.Policy.WithheldTitle, When = PlanKit.Talk.When } };

        Assert.Equal(Reason.AdoptedByContent, Assert.Single(Plan([secret], [shown])).Reason);
    }

    [Fact]
    public void A_personal_activity_pairs_with_what_it_says_itself()
    {
        _kit.Policy = _kit.Policy with { PrivateTypeId = null, PrivateWithoutType = PrivateRule.Withhold };
        var personal = _kit.Activity with { Content = PlanKit.Talk with { Privacy = Privacy.Private }, Activity = new ActivityFacts(TestWorld.Personal) };

        Assert.Contains(Plan([_kit.Entry], [personal]), a => a is { Kind: SyncActionKind.Adopt, Reason: Reason.AdoptedByContent });
    }

    [Fact]
    public void A_project_task_never_pairs_by_content()
    {
        _kit.Activity = _kit.Activity with { Activity = new ActivityFacts(TestWorld.Project) };

        Assert.DoesNotContain(Plan([_kit.Entry], [_kit.Activity]), a => a.Kind == SyncActionKind.Adopt);
    }

    [Fact]
    public void The_entry_that_says_what_the_activity_says_is_the_original()
    {
        var edited = Stamped("a", _kit.Entry.Content with { Title = "a copy that was edited" }, minutes: -50);
        var original = Stamped("b", _kit.Entry.Content, minutes: -10);

        var adopted = Assert.Single(Plan([edited, original], [_kit.Activity]), a => a.Kind == SyncActionKind.Adopt);

        Assert.Equal((original.Key, Reason.AdoptedByStamp, LostId), (adopted.Link.Entry!.Key, adopted.Reason, adopted.Link.Id));
    }

    [Fact]
    public void Where_no_entry_says_so_the_oldest_is_the_original()
    {
        var (younger, older) = (Stamped("a", PlanKit.Talk with { Title = "one" }, minutes: -10), Stamped("b", PlanKit.Talk with { Title = "two" }, minutes: -50));

        var adopted = Assert.Single(Plan([younger, older], [_kit.Activity]), a => a.Kind == SyncActionKind.Adopt);

        Assert.Equal(older.Key, adopted.Link.Entry!.Key);
    }

    [Fact]
    public void An_entry_of_an_activity_that_was_not_read_asks_for_it_first()
    {
        var plan = Reconciler.Plan(_kit.Reads([], [Stamped("a", PlanKit.Talk, 0)], []));

        Assert.Empty(plan.Actions);
        Assert.Equal(new SideKey(Side.Severa, _kit.Activity.Key), Assert.Single(plan.Suspects));
    }

    [Fact]
    public void An_entry_of_an_activity_that_is_gone_is_new()
    {
        var gone = _kit.Asked(_kit.Reads([], [Stamped("a", PlanKit.Talk, 0)], []), Side.Severa, _kit.Activity.Key, new Sighting.Gone());

        Assert.Equal((SyncActionKind.Create, Side.Severa), PlanKit.Final(gone).Select(a => (a.Kind, a.Target)).Single());
    }

    [Theory]
    [InlineData("Talk", "a")]
    [InlineData("edited", "b")]
    public void An_entry_pairs_with_the_activity_that_was_made_anew_for_its_pair(string title, string original)
    {
        var entries = new[] { Stamped("a", PlanKit.Talk, 5), Stamped("b", PlanKit.Talk with { Title = "later" }, 0) };
        var link = entries[0].Stamp!.LinkId;
        var anew = _kit.Activity with { Key = ItemKey.Of("anew"), Content = PlanKit.Talk with { Title = title }, MadeForLink = link };
        var gone = _kit.Asked(_kit.Reads([], entries, [anew]), Side.Severa, _kit.Activity.Key, new Sighting.Gone());

        var adopted = Assert.Single(PlanKit.Final(gone), a => a.Kind == SyncActionKind.Adopt);

        Assert.Equal((original, "anew", link, Reason.AdoptedByStamp), (adopted.Link.Entry!.Key.Id, adopted.Link.Activity!.Key.Id, adopted.Link.Id, adopted.Reason));
    }

    [Fact]
    public void An_activity_pairs_with_the_entry_it_was_made_from()
    {
        _kit.Activity = _kit.Activity with { Content = PlanKit.Talk with { Title = "edited" }, MadeForLink = LinkIds.First(_kit.Policy.MailboxId, Origin.Outlook, _kit.Entry.Key) };
        var twin = _kit.Entry with { Key = ItemKey.Of("another"), Content = _kit.Activity.Content };

        var adopted = Assert.Single(Plan([twin, _kit.Entry], [_kit.Activity]), a => a.Kind == SyncActionKind.Adopt);

        Assert.Equal((_kit.Entry.Key, Reason.AdoptedByStamp), (adopted.Link.Entry!.Key, adopted.Reason));
    }

    [Theory]
    [InlineData(Privacy.Normal, PrivateRule.Copy, true)]
    [InlineData(Privacy.Private, PrivateRule.DoNotSync, false)]
    public void What_differs_is_written_by_the_winner_once_the_pair_is_durable(Privacy privacy, PrivateRule rule, bool isWritten)
    {
        _kit.Policy = _kit.Policy with { Winner = ConflictWinner.Severa, PrivateTypeId = null, PrivateWithoutType = rule };
        var entry = Stamped("a", PlanKit.Talk with { Title = "in Outlook", Privacy = privacy }, 0);

        var actions = Plan([entry], [_kit.Activity with { Content = PlanKit.Talk with { Title = "in Severa" } }]);

        if (!isWritten)
        {
            Assert.Equal((SyncActionKind.Sleep, Reason.PrivateNotSynced), actions.Select(a => (a.Kind, a.Reason)).Single());
            return;
        }

        Assert.Equal([(SyncActionKind.Adopt, ItemFields.None), (SyncActionKind.Update, ItemFields.Title)], actions.Select(a => (a.Kind, a.Fields)));
        Assert.Equal((SetAside.UntilSecondWrite(PlanKit.Now), ItemFields.All), (actions[0].Link.SetAside, actions[0].BaseFields));
        Assert.Equal(("in Outlook", "in Severa"), actions[1].Conflicts.Select(c => (c.OutlookValue, c.SeveraValue)).Single());
    }

    [Fact]
    public void How_Outlook_shows_an_adopted_time_stays_the_users_own_choice()
    {
        _kit.Activity = _kit.Activity with { Activity = new ActivityFacts(TestWorld.Holiday), Content = PlanKit.Talk with { ShowAs = ShowAs.OutOfOffice } };

        Assert.Equal(SyncActionKind.Adopt, Assert.Single(Plan([_kit.Entry], [_kit.Activity])).Kind);
    }

    [Fact]
    public void A_participant_who_has_the_meeting_gets_no_second_copy_and_each_occurrence_its_own()
    {
        var slots = Enumerable.Range(1, 2).Select(day => _kit.Entry with
        {
            Key = ItemKey.Occurrence("uid", PlanKit.Now.AddDays(day), $"slot{day}"),
            Content = PlanKit.Talk with { When = PlanKit.Hour(day), Title = "as the organiser calls it" },
            Entry = new EntryFacts(HasAttendees: true),
        }).ToList();
        var shared = Enumerable.Range(1, 3).Select(day => _kit.Activity with
        {
            Key = ItemKey.Of($"activity {day}"),
            Content = PlanKit.Talk with { When = PlanKit.Hour(day) },
            Activity = new ActivityFacts(TestWorld.Meeting, IsOwner: false, OwnerHasMeeting: true, OwnerUid: "uid"),
        }).Reverse().ToList();

        var actions = Plan(slots, shared);

        Assert.Equal([("slot1", "activity 1"), ("slot2", "activity 2")], actions.Where(a => a.Kind == SyncActionKind.Adopt).Select(a => (a.Link.Entry!.Key.Id, a.Link.Activity!.Key.Id)).Order());
        Assert.Equal("activity 3", Assert.Single(actions, a => a.Kind == SyncActionKind.Create).Link.Activity!.Key.Id);
    }

    [Fact]
    public void A_participants_own_single_meeting_is_linked_even_at_another_time()
    {
        var mine = _kit.Entry with { Content = PlanKit.Talk with { When = PlanKit.Hour(2) }, Entry = new EntryFacts(HasAttendees: true) };
        var shared = _kit.Activity with { Activity = new ActivityFacts(TestWorld.Meeting, IsOwner: false, OwnerHasMeeting: true, OwnerUid: "uid") };

        Assert.Equal((SyncActionKind.Adopt, Reason.AdoptedByUid), Plan([mine], [shared]).Select(a => (a.Kind, a.Reason)).Single());
    }

    [Fact]
    public void A_copy_of_an_entry_whose_activity_is_gone_begins_a_pair_of_its_own()
    {
        var copy = Stamped("a", PlanKit.Talk, 0);
        copy = copy with { Stamp = copy.Stamp! with { ActivityId = "gone", Origin = Origin.Severa } };
        var input = _kit.Asked(_kit.Reads([], [copy], [_kit.Activity]), Side.Severa, ItemKey.Of("gone"), new Sighting.Gone());

        var link = Assert.Single(PlanKit.Final(input), a => a.Kind == SyncActionKind.Adopt).Link;

        Assert.Equal((LinkIds.First(_kit.Policy.MailboxId, Origin.Outlook, copy.Key), Origin.Outlook), (link.Id, link.Origin));
    }

    [Theory]
    [InlineData("Talk", 5, true)]
    [InlineData("Walk", 1, true)]
    [InlineData("Walk", 5, false)]
    public void Same_title_or_same_time_is_a_possible_twin_on_both_sides(string title, double days, bool isTwin)
    {
        var actions = Plan([_kit.Entry], [_kit.Activity with { Content = PlanKit.Talk with { Title = title, When = PlanKit.Hour(days) } }]);

        Assert.Equal(2, actions.Count);
        Assert.Equal(isTwin ? [Reason.PossibleTwin, Reason.PossibleTwin] : [Reason.NewInOutlook, Reason.NewInSevera], actions.Select(a => a.Reason));
    }

    private IReadOnlyList<SyncAction> Plan(IReadOnlyList<CalendarItem> entries, IReadOnlyList<CalendarItem> activities) => PlanKit.Final(_kit.Reads([], entries, activities));

    private IEnumerable<CalendarItem> Entries(int count) => Enumerable.Range(0, count).Select(i => _kit.Entry with { Key = ItemKey.Of($"entry {i}"), Uid = $"uid {i}" });

    private IEnumerable<CalendarItem> Activities(int count) => Enumerable.Range(0, count).Select(i => _kit.Activity with { Key = ItemKey.Of($"activity {i}") });

    private CalendarItem Stamped(string id, ItemContent content, int minutes) => _kit.Entry with
    {
        Key = ItemKey.Of(id),
        Uid = id,
        Content = content,
        ModifiedAt = PlanKit.Now.AddMinutes(minutes),
        Stamp = new Stamp(_kit.Policy.Installation, _kit.Policy.MailboxId, LostId, _kit.Activity.Key.Id, Origin.Outlook),
    };
}
