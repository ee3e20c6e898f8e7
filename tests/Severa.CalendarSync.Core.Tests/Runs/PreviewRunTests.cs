using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Runs;

/// <summary>A preview is the very plan of a run, and a run carries out the one that was agreed to, or nothing.</summary>
public sealed class PreviewRunTests
{
    private readonly RunKit _kit = new();

    private TestWorld World => _kit.World;

    [Theory]
    [InlineData(Fault.Busy)]
    [InlineData(Fault.Permanent)]
    public async Task An_error_during_a_preview_is_the_viewers_and_no_failure_of_the_mailbox(Fault fault)
    {
        World.Outlook.NextFault = _ => fault;

        await Assert.ThrowsAsync<SideException>(() => _kit.PreviewAsync());

        var report = World.Ledger.Reports[^1];
        Assert.Equal((RunOutcome.Previewed, 0, nameof(SideException), false), (report.Outcome, report.ErrorNumber, report.ErrorCode, report.ErrorIsPermanent));
    }

    [Fact]
    public async Task A_preview_is_the_plan_of_the_run_and_changes_nothing()
    {
        World.Outlook.UserAdds(World.At("Talk"));

        var plan = await _kit.PreviewAsync();

        Assert.Equal(SyncActionKind.Create, Assert.Single(plan!.Actions).Kind);
        Assert.Equal(RunOutcome.Previewed, World.Ledger.Reports[^1].Outcome);
        Assert.Null(World.Ledger.Reports[^1].OutlookCursor);
        Assert.Empty(_kit.Recorded);
        Assert.Empty(_kit.Intended);
        Assert.Empty(World.Severa.Visible);
    }

    [Fact]
    public async Task A_plan_its_owner_did_not_agree_to_is_not_carried_out()
    {
        World.Outlook.UserAdds(World.At("Talk"));
        World.Ledger.ExpectedPlan = "another";

        var report = await _kit.RunAsync();

        Assert.Equal(RunOutcome.PlanMoved, report!.Outcome);
        Assert.Null(report.OutlookCursor);
        Assert.Empty(World.Severa.Visible);
        Assert.Null(World.Ledger.ExpectedPlan);
    }

    [Fact]
    public async Task The_plan_its_owner_agreed_to_is_carried_out()
    {
        World.Outlook.UserAdds(World.At("Talk"));
        World.Ledger.ExpectedPlan = (await _kit.PreviewAsync())!.Fingerprint;

        Assert.Equal(RunOutcome.Succeeded, (await _kit.RunAsync())!.Outcome);
        Assert.Single(World.Severa.Visible);
    }

    [Fact]
    public async Task A_preview_settles_nothing()
    {
        World.Outlook.UserAdds(World.At("Talk"));
        World.Severa.NextFault = name => name == "create" ? Fault.RequestLost : Fault.None;
        await _kit.RunAsync();
        World.Severa.NextFault = _ => Fault.None;
        World.Time.Advance(TimeSpan.FromHours(1));

        await _kit.PreviewAsync();

        Assert.Empty(_kit.Recorded);
        Assert.Single(World.Ledger.OpenIntents);
    }

    [Fact]
    public async Task A_preview_of_a_user_who_is_off_shows_what_switching_on_would_do_and_a_run_does_not()
    {
        World.Outlook.UserAdds(World.At("Talk"));
        World.Ledger.OnlyDecisions = true;

        Assert.Equal(0, (await _kit.RunAsync())!.Counts.Writes);
        Assert.Single((await _kit.PreviewAsync())!.Actions, a => a.Kind == SyncActionKind.Create);
    }
}
