using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>A half that is missing is made from the one that is there (R2 to R5), and what the pair remembers of it.</summary>
public sealed class CreationPlanTests
{
    private readonly PlanKit _kit = new();

    [Fact]
    public void A_new_entry_becomes_an_activity_of_the_default_type()
    {
        var action = Assert.Single(PlanKit.Final(_kit.Reads([], [_kit.Entry], [])));

        Assert.Equal((SyncActionKind.Create, Side.Severa, Reason.NewInOutlook, TestWorld.Meeting), (action.Kind, action.Target, action.Reason, action.TypeId));
        Assert.Equal((new LinkHalf(_kit.Entry.Key, "1"), null), (action.Link.Entry, action.Link.Activity));
        Assert.Equal(("uid", PlanKit.Folder, Origin.Outlook, PlanKit.Talk.When.End), (action.Link.Uid, action.Link.Epoch, action.Link.Origin, action.Link.EndsAt));
        Assert.Null(action.Stamp);
    }

    [Fact]
    public void A_new_activity_becomes_an_entry_with_the_hidden_property()
    {
        var action = Assert.Single(PlanKit.Final(_kit.Reads([], [], [_kit.Activity])));

        Assert.Equal((SyncActionKind.Create, Side.Outlook, Reason.NewInSevera), (action.Kind, action.Target, action.Reason));
        Assert.Equal((null, new LinkHalf(_kit.Activity.Key, "1"), null), (action.Link.Entry, action.Link.Activity, action.Link.Uid));
        Assert.Equal(new Stamp(_kit.Policy.Installation, _kit.Policy.MailboxId, action.Link.Id, "activity", Origin.Severa), action.Stamp);
        Assert.Null(action.TypeId);
    }

    [Theory]
    [InlineData(PlanKit.Folder, PlanKit.Folder)]
    [InlineData("", PlanKit.Folder)]
    public void A_half_that_is_made_again_keeps_the_folder_that_is_known(string read, string kept)
    {
        var link = _kit.InSync() with { Activity = null, StateReason = Reason.NewInOutlook };

        var action = Assert.Single(PlanKit.Final(_kit.Reads([link], [_kit.Entry], [], read)));

        Assert.Equal((SyncActionKind.Create, kept, "uid"), (action.Kind, action.Link.Epoch, action.Link.Uid));
    }

    [Theory]
    [InlineData("new", "new")]
    [InlineData(null, "uid")]
    public void The_uid_of_the_entry_is_learnt_and_never_forgotten(string? read, string remembered)
    {
        var link = _kit.InSync() with { Activity = null, StateReason = Reason.NewInOutlook };

        Assert.Equal(remembered, Assert.Single(PlanKit.Final(_kit.Reads([link], [_kit.Entry with { Uid = read }], []))).Link.Uid);
    }

    [Theory]
    [InlineData(true, true, "", Privacy.Private)]
    [InlineData(false, true, "", Privacy.Normal)]
    [InlineData(true, false, "", Privacy.Normal)]
    [InlineData(true, true, "mine", Privacy.Normal)]
    public void An_entry_of_withheld_text_is_made_private_again(bool isWithheld, bool saysNothing, string notes, Privacy privacy)
    {
        _kit.Policy = _kit.Policy with { PrivateTypeId = null, PrivateWithoutType = PrivateRule.Withhold };
        var link = _kit.InSync() with { Entry = null, IsWithheld = isWithheld, StateReason = Reason.NewInSevera };
        _kit.Activity = _kit.Activity with { Content = new ItemContent { Title = saysNothing ? _kit.Policy.WithheldTitle : "Mine", Notes = notes, When = PlanKit.Hour(1) } };

        var action = Assert.Single(PlanKit.Final(_kit.Reads([link], [], [_kit.Activity])));

        Assert.Equal((SyncActionKind.Create, privacy), (action.Kind, action.Content!.Privacy));
        Assert.Null(action.Link.SetAside);
    }

    [Fact]
    public void Privacy_that_is_made_again_travels_to_the_activity_where_there_is_a_type_for_it_by_now()
    {
        var link = _kit.InSync() with { Entry = null, IsWithheld = true, StateReason = Reason.NewInSevera };
        _kit.Activity = _kit.Activity with { Content = new ItemContent { Title = _kit.Policy.WithheldTitle, When = PlanKit.Hour(1) } };

        var action = Assert.Single(PlanKit.Final(_kit.Reads([link], [], [_kit.Activity])));

        Assert.Equal((Privacy.Private, SetAside.UntilSecondWrite(PlanKit.Now)), (action.Content!.Privacy, action.Link.SetAside));
        Assert.Equal(action.Link.Base.Severa.Privacy, action.Link.Base.OutlookProjected.Privacy);
    }

    [Theory]
    [InlineData(false, Reason.CopyOfLinkedEntry)]
    [InlineData(true, Reason.NewInOutlook)]
    public void A_copy_the_user_made_of_a_linked_entry_is_called_one(bool isOriginalUnknown, Reason reason)
    {
        var link = _kit.InSync();
        var copy = _kit.Entry with { Key = ItemKey.Of("copy"), Uid = "copy", Content = PlanKit.Talk with { Title = "Another", When = PlanKit.Hour(4) } };
        copy = copy with { Stamp = Creations.Stamped(_kit.Policy, isOriginalUnknown ? link with { Id = Guid.Empty, Activity = null } : link, null) };

        var action = Assert.Single(PlanKit.Final(_kit.Reads([link], [_kit.Entry, copy])));

        Assert.Equal((SyncActionKind.Create, reason), (action.Kind, action.Reason));
    }

    [Theory]
    [InlineData(PlanKit.Folder, PlanKit.Folder)]
    [InlineData("", "known")]
    public void What_is_made_is_in_the_folder_that_was_read_or_else_in_the_one_that_is_known(string read, string kept)
    {
        var link = _kit.InSync() with { Activity = null, StateReason = Reason.NewInOutlook, Epoch = read.Length > 0 ? read : "known" };

        var action = Assert.Single(PlanKit.Final(_kit.Reads([link], [_kit.Entry], [], read)));

        Assert.Equal((SyncActionKind.Create, kept), (action.Kind, action.Link.Epoch));
    }

    [Fact]
    public void Ids_that_others_have_are_not_used_again()
    {
        var first = LinkIds.First(_kit.Policy.MailboxId, Origin.Outlook, ItemKey.Of("new"));
        var added = _kit.Entry with { Key = ItemKey.Of("new"), Uid = "new" };
        var elsewhere = _kit.Entry with { Key = ItemKey.Of("elsewhere"), Uid = "elsewhere", Content = PlanKit.Talk with { Title = "Another", When = PlanKit.Hour(6) }, MadeForLink = first };
        var linked = _kit.Activity with { MadeForLink = first };

        PlanInput[] inputs =
        [
            _kit.Reads([_kit.InSync() with { Id = first }], [_kit.Entry, added], [_kit.Activity]),
            _kit.Reads([], [added], []) with { Pending = [_kit.InSync() with { Id = first }] },
            _kit.Reads([], [added], []) with { Dismissals = [new Dismissal(first, ItemKey.Of("gone"), null, null, Origin.Outlook, Reason.UndoneByPerson, PlanKit.Now)] },
            _kit.Reads([], [added, elsewhere], []),
            _kit.Reads([_kit.InSync()], [_kit.Entry, added], [linked]),
        ];

        Assert.All(inputs, input =>
        {
            var created = Assert.Single(PlanKit.Final(input), a => a.Kind == SyncActionKind.Create && added.Key.Equals(a.Link.Entry?.Key));
            Assert.Equal(LinkIds.For(_kit.Policy.MailboxId, Origin.Outlook, added.Key, id => id == first), created.Link.Id);
        });
    }

    [Fact]
    public void A_series_above_the_budget_is_remembered_slot_by_slot_and_told_at_its_first()
    {
        _kit.Policy = _kit.Policy with { MaxOccurrences = 2 };
        var slots = Enumerable.Range(1, 3).Reverse().Select(day => _kit.Entry with
        {
            Key = ItemKey.Occurrence("long", PlanKit.Now.AddDays(day), $"slot{day}"), Content = PlanKit.Talk with { When = PlanKit.Hour(day) },
        }).ToList();

        var actions = PlanKit.Final(_kit.Reads([], slots, []));

        Assert.All(actions, a => Assert.Equal((SyncActionKind.Sleep, Reason.SeriesTooLong, LinkState.Dormant), (a.Kind, a.Reason, a.Link.State)));
        Assert.Equal("slot1", Assert.Single(actions, a => a.IsTold).Link.Entry!.Key.Id);
        Assert.Equal(slots.Select(s => s.Content.When.End).Order(), actions.Select(a => a.Link.EndsAt).Order());
        Assert.Equal(SyncActionKind.Create, PlanKit.Final(_kit.Reads([], slots[..2], []))[0].Kind);
    }
}
