using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Core.Tests.Plans;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Runs;

/// <summary>R17: a write that a side refuses for good is taken back where it was made, as far as that may be written.</summary>
public sealed class RefusedWriteTests
{
    private readonly PlanKit _kit = new();

    [Theory]
    [InlineData(Side.Outlook, Reason.RefusedByOutlook)]
    [InlineData(Side.Severa, Reason.RefusedBySevera)]
    public void The_side_that_asked_gets_the_others_value_back(Side refusing, Reason reason)
    {
        var setBack = RefusedWrite.SetBack(_kit.Policy, Refused(refusing, c => c with { Title = "Walk" }))!;

        Assert.Equal((SyncActionKind.SetBack, refusing.Other(), reason, ItemFields.Title), (setBack.Kind, setBack.Target, setBack.Reason, setBack.Fields));
        Assert.Equal(("Talk", ItemFields.None, false), (setBack.Content!.Title, setBack.BaseFields, setBack.IsSecond));
        Assert.Null(setBack.TypeId);
        Assert.Equal("Walk", setBack.Current!.Content.Title);
        Assert.Equal("Talk", setBack.Source!.Content.Title);
    }

    [Fact]
    public void Privacy_is_never_set_back()
    {
        var refused = Refused(Side.Severa, c => c with { Privacy = Privacy.Private });
        Assert.Null(RefusedWrite.SetBack(_kit.Policy, refused));

        var both = RefusedWrite.SetBack(_kit.Policy, refused with { Fields = ItemFields.Privacy | ItemFields.Title })!;
        Assert.Equal(ItemFields.Title, both.Fields);
    }

    [Theory]
    [InlineData(Side.Severa, false)]
    [InlineData(Side.Outlook, true)]
    public void A_meeting_is_not_written_and_its_activity_is(Side refusing, bool isWritten)
    {
        var refused = Refused(refusing, c => c with { Title = "Walk" });

        Assert.Equal(isWritten, RefusedWrite.SetBack(_kit.Policy, refused with { Link = refused.Link with { IsMeeting = true } }) is not null);
    }

    [Fact]
    public void Withheld_text_is_not_written_to_the_entry()
    {
        var refused = Refused(Side.Severa, c => c with { Title = "Walk" });

        Assert.Null(RefusedWrite.SetBack(_kit.Policy, refused with { Link = refused.Link with { IsWithheld = true } }));
    }

    [Fact]
    public void What_its_owner_made_personal_gets_its_own_words_back()
    {
        _kit.Policy = _kit.Policy with { PrivateTypeId = null };
        _kit.Entry = _kit.Entry with { Content = PlanKit.Talk with { Privacy = Privacy.Private } };
        _kit.Activity = _kit.Activity with { Content = PlanKit.Talk with { Privacy = Privacy.Private }, Activity = new ActivityFacts(TestWorld.Personal) };

        var setBack = RefusedWrite.SetBack(_kit.Policy, Refused(Side.Outlook, c => c with { Title = "Walk" }))!;

        Assert.Equal("Talk", setBack.Content!.Title);
    }

    [Fact]
    public void What_was_not_read_or_has_no_other_half_cannot_be_set_back()
    {
        var refused = Refused(Side.Severa, c => c with { Title = "Walk" });

        Assert.Null(RefusedWrite.SetBack(_kit.Policy, refused with { Current = null }));
        Assert.Null(RefusedWrite.SetBack(_kit.Policy, refused with { Link = refused.Link with { Entry = null } }));
    }

    private SyncAction Refused(Side refusing, Func<ItemContent, ItemContent> change)
    {
        var link = _kit.InSync();
        if (refusing == Side.Severa)
        {
            _kit.UserEditsEntry(change);
        }
        else
        {
            _kit.UserEditsActivity(change);
        }

        return Assert.Single(_kit.Plan(link));
    }
}
