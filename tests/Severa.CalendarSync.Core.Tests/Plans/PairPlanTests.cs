using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>The writes that make a pair agree, and what the ledger is to remember after each of them (R5, R9, R18).</summary>
public sealed class PairPlanTests
{
    private readonly PlanKit _kit = new();

    [Fact]
    public void Of_two_writes_each_remembers_its_own_fields_and_the_first_keeps_the_pair_open()
    {
        var link = _kit.InSync();
        _kit.UserEditsEntry(c => c with { Title = "Walk" });
        _kit.UserEditsActivity(c => c with { Place = "Oulu" });

        var actions = _kit.Plan(link);

        Assert.Equal([(Side.Severa, ItemFields.Title, false), (Side.Outlook, ItemFields.Place, true)], actions.Select(a => (a.Target, a.Fields, a.IsSecond)));
        Assert.Equal(ItemFields.All & ~ItemFields.Place, actions[0].BaseFields);
        Assert.Equal(ItemFields.Place, actions[1].BaseFields);
        Assert.Equal(SetAside.UntilSecondWrite(PlanKit.Now), actions[0].Link.SetAside);
        Assert.Null(actions[1].Link.SetAside);
    }

    [Theory]
    [InlineData(Side.Severa)]
    [InlineData(Side.Outlook)]
    public void A_single_write_remembers_everything_and_closes_the_pair(Side target)
    {
        var link = _kit.InSync();
        if (target == Side.Severa)
        {
            _kit.UserEditsEntry(c => c with { Title = "Walk" });
        }
        else
        {
            _kit.UserEditsActivity(c => c with { Title = "Walk" });
        }

        var action = Assert.Single(_kit.Plan(link));

        Assert.Equal((target, ItemFields.Title, ItemFields.All, false), (action.Target, action.Fields, action.BaseFields, action.IsSecond));
        Assert.Null(action.Link.SetAside);
        Assert.Equal(_kit.Policy.Fingerprint.Of(ItemFields.Title, "Walk"), action.Link.Base.Outlook.Title);
        Assert.Equal(action.Link.Base.Outlook.Title, action.Link.Base.Severa.Title);
    }

    [Fact]
    public void A_pair_that_agrees_is_read_and_nothing_else()
    {
        var link = _kit.InSync();
        Assert.Empty(_kit.Plan(link));

        _kit.Entry = _kit.Entry with { Version = "2" };
        var action = Assert.Single(_kit.Plan(link));

        Assert.Equal((SyncActionKind.Refresh, "2"), (action.Kind, action.Link.Entry!.Version));
    }

    [Theory]
    [InlineData("new", "new")]
    [InlineData(null, "uid")]
    public void The_entrys_uid_is_learnt_and_never_forgotten(string? read, string remembered)
    {
        var link = _kit.InSync();
        _kit.Entry = _kit.Entry with { Uid = read };
        _kit.UserEditsEntry(c => c with { Title = "Walk" });

        Assert.Equal(remembered, Assert.Single(_kit.Plan(link)).Link.Uid);
    }

    [Theory]
    [InlineData(PlanKit.Folder)]
    [InlineData("")]
    public void The_folder_is_the_one_that_was_read_or_else_the_one_that_is_known(string read)
    {
        var link = _kit.InSync();
        _kit.UserEditsEntry(c => c with { Title = "Walk" });

        Assert.Equal(PlanKit.Folder, Assert.Single(PlanKit.Final(_kit.Reads([link], folder: read))).Link.Epoch);
        Assert.Equal(read, Assert.Single(PlanKit.Final(_kit.Reads([link with { Epoch = "" }], folder: read))).Link.Epoch);
    }

    [Fact]
    public void The_end_of_a_pair_is_the_later_of_both()
    {
        var (early, late) = (PlanKit.Talk, PlanKit.Talk with { When = PlanKit.Hour(3) });

        Assert.Equal(late.When.End, PairRules.LatestEnd(_kit.Policy, early, late));
        Assert.Equal(late.When.End, PairRules.LatestEnd(_kit.Policy, late, early));
    }

    [Fact]
    public void An_entry_that_became_private_is_remembered_as_Severa_will_show_it()
    {
        var link = _kit.InSync();
        _kit.UserEditsEntry(c => c with { Privacy = Privacy.Private });

        var action = Assert.Single(_kit.Plan(link));

        var shown = Projection.AsShownInSevera(_kit.Entry.Content, TestWorld.Personal, _kit.Policy);
        Assert.Equal((ItemFields.Privacy, TestWorld.Personal), (action.Fields, action.TypeId));
        Assert.Equal(_kit.Policy.Fingerprint.Of(shown), action.Link.Base.Severa);
    }

    [Fact]
    public void A_change_that_is_not_about_privacy_keeps_the_type_and_how_it_shows()
    {
        _kit.Activity = _kit.Activity with { Activity = new ActivityFacts(TestWorld.Holiday), Content = _kit.Activity.Content with { ShowAs = ShowAs.OutOfOffice } };
        var link = _kit.InSync();
        _kit.UserEditsEntry(c => c with { Title = "Walk" });

        var action = Assert.Single(_kit.Plan(link));

        Assert.Null(action.TypeId);
        Assert.Equal(_kit.Policy.Fingerprint.Of(_kit.Activity.Content with { Title = "Walk" }), action.Link.Base.Severa);
    }

    [Fact]
    public void An_entry_that_became_private_is_remembered_with_how_its_type_shows()
    {
        _kit.Policy = _kit.Policy with { PrivateTypeId = TestWorld.Holiday };
        var link = _kit.InSync();
        _kit.UserEditsEntry(c => c with { Privacy = Privacy.Private });

        var action = Assert.Single(_kit.Plan(link));

        Assert.Equal(_kit.Policy.Fingerprint.Of(ItemFields.ShowAs, nameof(ShowAs.OutOfOffice)), action.Link.Base.Severa.ShowAs);
    }

    [Fact]
    public void Edits_that_say_the_same_in_the_words_of_one_side_are_no_conflict()
    {
        var link = _kit.InSync();
        _kit.UserEditsEntry(c => c with { Title = _kit.Policy.UntitledTitle });
        _kit.UserEditsActivity(c => c with { Title = "" });

        Assert.Equal((SyncActionKind.Refresh, 0), _kit.Plan(link).Select(a => (a.Kind, a.Conflicts.Count)).Single());
    }

    [Fact]
    public void Each_half_is_edited_when_it_differs_from_its_own_last_reading()
    {
        _kit.Entry = _kit.Entry with { Content = PlanKit.Talk with { Title = "In Outlook's words" } };
        var link = _kit.InSync();

        Assert.False(PairRules.IsEdited(_kit.Policy, link, _kit.Entry));
        Assert.False(PairRules.IsEdited(_kit.Policy, link, _kit.Activity));
        Assert.True(PairRules.IsEdited(_kit.Policy, link, _kit.Entry with { Content = PlanKit.Talk }));
        Assert.True(PairRules.IsEdited(_kit.Policy, link, _kit.Activity with { Content = _kit.Entry.Content }));
    }

    [Fact]
    public void The_losing_text_is_kept_whole()
    {
        var link = _kit.InSync();
        var text = new string('x', _kit.Policy.SeveraTraits.MaxNotes + 10);
        _kit.UserEditsEntry(c => c with { Notes = text });
        _kit.UserEditsActivity(c => c with { Notes = "mine" });
        _kit.Policy = _kit.Policy with { Winner = ConflictWinner.Severa };

        var conflict = Assert.Single(Assert.Single(_kit.Plan(link)).Conflicts);

        Assert.Equal((ItemFields.Notes, Side.Severa, text, "mine"), (conflict.Field, conflict.Winner, conflict.OutlookValue, conflict.SeveraValue));
    }

    [Fact]
    public void The_losing_text_of_a_withheld_pair_is_not_the_entrys()
    {
        _kit.Policy = _kit.Policy with { PrivateTypeId = null, PrivateWithoutType = PrivateRule.Withhold };
        _kit.Entry = _kit.Entry with { Content = PlanKit.Talk with { Privacy = Privacy.Private } };
        _kit.Activity = _kit.Activity with { Content = Projection.ToSevera(_kit.Entry, _kit.Policy).Content };
        var link = _kit.InSync();
        _kit.UserEditsActivity(c => c with { Title = "mine" });

        var action = Assert.Single(_kit.Plan(link));

        Assert.Equal((SyncActionKind.SetBack, Side.Severa, _kit.Policy.WithheldTitle), (action.Kind, action.Target, action.Content!.Title));
        Assert.Equal((_kit.Policy.WithheldTitle, "mine"), action.Conflicts.Select(c => (c.OutlookValue, c.SeveraValue)).Single());
    }
}
