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
        World.Ledger.Agree("another");

        var report = await _kit.RunAsync();

        Assert.Equal(RunOutcome.PlanMoved, report!.Outcome);
        Assert.Null(report.OutlookCursor);
        Assert.Empty(World.Severa.Visible);
        Assert.Equal(("another", true), (World.Ledger.ExpectedPlan, World.Ledger.HasPlanMoved));
    }

    [Fact]
    public async Task The_plan_its_owner_agreed_to_is_carried_out()
    {
        World.Outlook.UserAdds(World.At("Talk"));
        await AgreeAsync();

        Assert.Equal(RunOutcome.Succeeded, (await _kit.RunAsync())!.Outcome);
        Assert.Single(World.Severa.Visible);
        Assert.Null(World.Ledger.ExpectedPlan);
    }

    [Fact]
    public async Task What_was_agreed_to_and_is_interrupted_is_finished_by_the_next_run()
    {
        World.Outlook.UserAdds(World.At("Talk"));
        World.Severa.UserAdds(World.At("Visit", days: 2));
        await AgreeAsync();
        var calls = 0;
        World.Outlook.NextFault = World.Severa.NextFault = name => name == "create" && ++calls == 2 ? Fault.Busy : Fault.None;
        Assert.Equal(RunOutcome.Failed, (await _kit.RunAsync())!.Outcome);
        Assert.Equal(3, World.Outlook.Visible.Count() + World.Severa.Visible.Count());

        Assert.Equal(RunOutcome.Succeeded, (await _kit.RunAsync())!.Outcome);
        Assert.Equal((2, 2), (World.Outlook.Visible.Count(), World.Severa.Visible.Count()));
    }

    [Fact]
    public async Task What_was_agreed_to_is_still_expected_after_a_run_that_could_not_even_read()
    {
        World.Outlook.UserAdds(World.At("Talk"));
        await AgreeAsync();
        World.Outlook.NextFault = name => name == "read" ? Fault.Busy : Fault.None;
        await _kit.RunAsync();
        World.Outlook.NextFault = _ => Fault.None;
        World.Outlook.UserAdds(World.At("Walk"));

        Assert.Equal(RunOutcome.PlanMoved, (await _kit.RunAsync())!.Outcome);
        Assert.Empty(World.Severa.Visible);
    }

    [Fact]
    public async Task That_an_agreed_plan_is_begun_is_durable_before_anything_of_it()
    {
        var entry = World.Outlook.UserAdds(World.At("Talk"));
        await World.SettleAsync();
        World.Policy = World.Policy with { WithheldTitle = "Busy" };
        World.Outlook.UserChanges(entry, c => c with { Title = "Walk" });
        await AgreeAsync();

        await _kit.RunAsync();

        Assert.True(_kit.Recorded[0] is { BeginsAgreedPlan: true, ChangesRules: true });
        Assert.DoesNotContain(_kit.Recorded.Skip(1), b => b.BeginsAgreedPlan);
    }

    [Fact]
    public async Task An_ordinary_run_begins_no_agreed_plan()
    {
        World.Outlook.UserAdds(World.At("Talk"));

        await _kit.RunAsync();

        Assert.DoesNotContain(_kit.Recorded, b => b.BeginsAgreedPlan);
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

    private async Task AgreeAsync() => World.Ledger.Agree((await _kit.PreviewAsync())!.Fingerprint);
}
