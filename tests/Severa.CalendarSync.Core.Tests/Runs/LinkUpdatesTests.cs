using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Core.Tests.Plans;

namespace Severa.CalendarSync.Core.Tests.Runs;

/// <summary>What a link becomes after each outcome of a write (R17, R18, R22).</summary>
public sealed class LinkUpdatesTests
{
    private static readonly DateTimeOffset Now = PlanKit.Now;
    private static readonly LinkHalf Written = new(ItemKey.Of("activity"), "9");

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 4)]
    [InlineData(3, 16)]
    [InlineData(4, 64)]
    [InlineData(5, 240)]
    [InlineData(1000, 240)]
    public void Pauses_grow_from_a_minute_to_four_hours(int attempts, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), LinkUpdates.RetryAfter(attempts));

    [Fact]
    public void Each_failure_counts_and_waits_longer()
    {
        var first = LinkUpdates.NextTry(null, "Busy", Now);
        var second = LinkUpdates.NextTry(first, "Busy", Now);

        Assert.Equal(new SetAside("Busy", 1, Now.AddMinutes(1)), first);
        Assert.Equal(new SetAside("Busy", 2, Now.AddMinutes(4)), second);
    }

    [Fact]
    public void A_write_remembers_its_fields_and_leaves_the_others_as_they_are_by_now()
    {
        var (link, action) = TwoWrites().First;
        var current = link with { Base = link.Base with { Outlook = link.Base.Outlook with { Place = "as recorded meanwhile" } } };

        var done = LinkUpdates.Done(current, action, Written);

        Assert.Equal(Written, done.Activity);
        Assert.Equal(action.Link.Base.Severa.Title, done.Base.Severa.Title);
        Assert.Equal("as recorded meanwhile", done.Base.Outlook.Place);
        Assert.Equal(SetAside.UntilSecondWrite(Now), done.SetAside);
    }

    [Fact]
    public void A_new_link_remembers_everything()
    {
        var (_, action) = TwoWrites().First;

        Assert.Equal(action.Link.Base, LinkUpdates.Done(null, action, null).Base);
        Assert.Equal(action.Link.Activity, LinkUpdates.Done(null, action, null).Activity);
    }

    [Fact]
    public void The_second_write_keeps_what_the_first_one_left_and_closes_the_pair()
    {
        var ((link, first), second) = TwoWrites();
        var between = LinkUpdates.Done(link, first, Written);

        var done = LinkUpdates.Done(between, second, new LinkHalf(ItemKey.Of("entry"), "8"));

        Assert.Equal((Written, "8"), (done.Activity, done.Entry!.Version));
        Assert.Null(done.SetAside);
    }

    [Fact]
    public void The_second_write_does_not_forget_that_the_first_one_failed()
    {
        var ((link, first), second) = TwoWrites();
        var failed = LinkUpdates.NotDone(link, first, "Busy", Now, isStale: false);

        var done = LinkUpdates.Done(failed, second, new LinkHalf(ItemKey.Of("entry"), "8"));

        Assert.Equal(new SetAside("Busy", 1, Now.AddMinutes(1)), done.SetAside);
        Assert.Equal(link.Activity, done.Activity);
        Assert.Equal(link.Base.Severa.Title, done.Base.Severa.Title);
    }

    [Theory]
    [InlineData(true, 2, 0)]
    [InlineData(false, 3, 16)]
    public void A_pair_that_was_not_written_stays_as_it_was_and_is_looked_at_again(bool isStale, int attempts, int minutes)
    {
        var (link, action) = TwoWrites().First;
        var current = link with { SetAside = new SetAside("Busy", 2, Now) };

        Assert.Equal(current with { SetAside = new SetAside("Code", attempts, Now.AddMinutes(minutes)) }, LinkUpdates.NotDone(current, action, "Code", Now, isStale));
    }

    [Fact]
    public void A_new_link_that_was_not_made_is_kept_with_the_half_that_exists_and_the_reason()
    {
        var (_, action) = TwoWrites().First;
        var create = action with { Kind = SyncActionKind.Create, Reason = Reason.NewInOutlook };

        var kept = LinkUpdates.NotDone(null, create, "Stale", Now, isStale: true);

        Assert.Null(kept.Activity);
        Assert.Equal((action.Link.Entry, Reason.NewInOutlook), (kept.Entry, kept.StateReason));
        Assert.Equal(new SetAside("Stale", 0, Now), kept.SetAside);
    }

    private static ((Link Link, SyncAction Action) First, SyncAction Second) TwoWrites()
    {
        var kit = new PlanKit();
        var link = kit.InSync();
        kit.UserEditsEntry(c => c with { Title = "Walk" });
        kit.UserEditsActivity(c => c with { Place = "Oulu" });
        var actions = kit.Plan(link);
        return ((link, actions[0]), actions[1]);
    }
}
