using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Runs;

/// <summary>What a run reports, however it ends (R17, R18, R22).</summary>
public sealed class RunReportTests
{
    private readonly RunKit _kit = new();

    private TestWorld World => _kit.World;

    [Fact]
    public async Task The_first_run_is_a_full_comparison_and_says_from_where_the_next_goes_on()
    {
        World.Outlook.UserAdds(World.At("Talk"));

        var report = await _kit.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, true, 1), (report!.Outcome, report.WasFull, report.Counts.CreatedInSevera));
        Assert.Equal(("folder-1", World.Window, World.Policy.Hash), (report.Epoch, report.Window, report.PolicyHash));
        Assert.NotNull(report.OutlookCursor);
        Assert.NotNull(report.SeveraCursor);
        Assert.Equal((World.Time.GetUtcNow(), World.Time.GetUtcNow()), (report.StartedAt, report.EndedAt));
        Assert.True(report is { RunAgainNow: false, RunAgainAt: null, StopsDeletions: false, ErrorNumber: null });
    }

    [Fact]
    public async Task A_run_without_changes_writes_nothing_and_keeps_the_window()
    {
        World.Outlook.UserAdds(World.At("Talk"));
        await World.SettleAsync();

        var report = await _kit.RunAsync();

        Assert.Equal((RunOutcome.Unchanged, false, null), (report!.Outcome, report.WasFull, report.Window));
        Assert.NotNull(report.OutlookCursor);
        Assert.Empty(_kit.Recorded);
        Assert.NotNull(Assert.Single(_kit.Readings).Cursor);
    }

    [Fact]
    public async Task Its_times_are_those_of_its_beginning_and_its_end()
    {
        World.Outlook.UserAdds(World.At("Talk"));
        var startedAt = World.Time.GetUtcNow();
        _kit.Before = _ => World.Time.Advance(TimeSpan.FromSeconds(5));

        var report = await _kit.RunAsync();

        Assert.Equal((startedAt, World.Time.GetUtcNow()), (report!.StartedAt, report.EndedAt));
        Assert.True(report.EndedAt > startedAt);
    }

    [Fact]
    public async Task Waiting_for_the_mailbox_is_not_part_of_it()
    {
        _kit.Opened = snapshot =>
        {
            World.Time.Advance(TimeSpan.FromSeconds(5));
            return snapshot;
        };
        var asked = World.Time.GetUtcNow();

        Assert.Equal(asked + TimeSpan.FromSeconds(5), (await _kit.RunAsync())!.StartedAt);
    }

    [Theory]
    [InlineData(Fault.Busy)]
    [InlineData(Fault.Permanent)]
    public async Task An_error_of_a_side_ends_the_run_with_everything_it_says(Fault fault)
    {
        World.Outlook.NextFault = name => name == "read" ? fault : Fault.None;
        var error = await Assert.ThrowsAsync<SideException>(() => World.Outlook.ReadAsync(null, World.Window, KnownVersions.None, default));

        var report = await _kit.RunAsync();

        Assert.Equal((RunOutcome.Failed, error.Number, error.Code, error.IsPermanent), (report!.Outcome, report.ErrorNumber, report.ErrorCode, report.ErrorIsPermanent));
        Assert.Equal((error.Scope, error.RetryAfter), (report.ErrorScope, report.RetryAfter));
        Assert.True(report is { OutlookCursor: null, SeveraCursor: null, Window: null, RunAgainNow: false });
        Assert.Same(report, World.Ledger.Reports[^1]);
    }

    [Fact]
    public async Task What_nobody_thought_of_is_reported_and_thrown_on()
    {
        World.Outlook.UserAdds(World.At("Talk"));
        World.Severa.NextFault = name => name == "create" ? Fault.Unexpected : Fault.None;

        await Assert.ThrowsAsync<UnexpectedFaultException>(() => _kit.RunAsync());

        var report = World.Ledger.Reports[^1];
        Assert.Equal((RunOutcome.Failed, 0, nameof(UnexpectedFaultException)), (report.Outcome, report.ErrorNumber, report.ErrorCode));
        Assert.Null(report.OutlookCursor);
    }

    [Fact]
    public async Task While_another_worker_has_the_mailbox_there_is_nothing_to_report()
    {
        _kit.Opened = _ => null;

        Assert.Null(await _kit.RunAsync());
        Assert.Null(await _kit.PreviewAsync());
        Assert.Empty(World.Ledger.Reports);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_is_stopped_gives_the_lease_back_and_is_due_again(bool isPreview)
    {
        using var stop = new CancellationTokenSource();
        World.Outlook.UserAdds(World.At("Talk"));
        World.Severa.NextFault = _ =>
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        };

        var ended = isPreview ? await _kit.PreviewAsync(stop.Token) is null : await _kit.RunAsync(stop.Token) is { Outcome: RunOutcome.Interrupted };

        Assert.True(ended);
        Assert.Equal((RunOutcome.Interrupted, !isPreview), (World.Ledger.Reports[^1].Outcome, World.Ledger.Reports[^1].RunAgainNow));
    }

    [Fact]
    public async Task A_write_that_was_answered_is_recorded_even_while_the_service_is_stopping()
    {
        using var stop = new CancellationTokenSource();
        World.Outlook.UserAdds(World.At("Talk"));
        _kit.Before = step =>
        {
            if (step == "record")
            {
                stop.Cancel();
            }
        };

        await _kit.RunAsync(stop.Token);

        Assert.Empty(World.Ledger.OpenIntents);
        Assert.NotNull(World.Ledger.Links.Values.Single().Activity);
    }

    [Fact]
    public async Task A_time_out_that_is_nobodys_wish_is_no_interruption()
    {
        World.Outlook.NextFault = _ => throw new OperationCanceledException();

        await Assert.ThrowsAsync<OperationCanceledException>(() => _kit.RunAsync());

        Assert.Equal(RunOutcome.Failed, World.Ledger.Reports[^1].Outcome);
    }

    [Fact]
    public async Task Who_has_lost_the_lease_records_nothing_any_more()
    {
        World.Outlook.UserAdds(World.At("Talk"));
        _kit.Before = _ => throw new LeaseLostException();

        await Assert.ThrowsAsync<LeaseLostException>(() => _kit.RunAsync());

        Assert.Empty(World.Ledger.Reports);
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_searched_for_after_the_longest_call()
    {
        World.Outlook.UserAdds(World.At("Talk"));
        World.Severa.NextFault = name => name == "create" ? Fault.AnswerLost : Fault.None;

        var report = await _kit.RunAsync();

        Assert.Equal((RunOutcome.SucceededWithRest, 1), (report!.Outcome, report.Counts.SetAside));
        Assert.Equal(World.Time.GetUtcNow() + World.Severa.Traits.LongestCall, report.RunAgainAt);
        Assert.Single(World.Ledger.OpenIntents);

        World.Severa.NextFault = _ => Fault.None;
        var waiting = await _kit.RunAsync();
        Assert.Equal((RunOutcome.SucceededWithRest, report.RunAgainAt, 0), (waiting!.Outcome, waiting.RunAgainAt, waiting.Counts.Writes));

        World.Time.Advance(World.Severa.Traits.LongestCall);
        await _kit.RunAsync();
        Assert.Empty(World.Ledger.OpenIntents);
        Assert.Single(World.Severa.Visible);
    }

    [Fact]
    public async Task An_item_that_was_set_aside_is_due_again_and_read_in_full_then()
    {
        World.Outlook.UserAdds(World.At("Talk"));
        World.Severa.NextFault = name => name == "create" ? Fault.ItemsFail : Fault.None;
        var report = await _kit.RunAsync();
        var retryAt = World.Ledger.Links.Values.Single().SetAside!.RetryAt;
        Assert.Equal((RunOutcome.SucceededWithRest, 1), (report!.Outcome, report.Counts.SetAside));

        World.Severa.NextFault = _ => Fault.None;
        var early = await _kit.RunAsync();
        Assert.Equal((RunOutcome.Unchanged, retryAt), (early!.Outcome, early.RunAgainAt));
        Assert.NotNull(Assert.Single(_kit.Readings).Cursor);

        World.Time.Advance(retryAt - World.Time.GetUtcNow());
        var due = await _kit.RunAsync();
        Assert.Equal((RunOutcome.Succeeded, 1, null), (due!.Outcome, due.Counts.CreatedInSevera, due.RunAgainAt));
        Assert.Null(Assert.Single(_kit.Readings).Cursor);
        Assert.False(due.WasFull);
    }

    [Fact]
    public async Task A_full_comparison_sees_every_deletion_unless_a_write_is_unanswered()
    {
        World.Outlook.UserAdds(World.At("Talk"));
        Assert.True((await _kit.RunAsync())!.SawEveryDeletion);
        Assert.False((await _kit.RunAsync())!.SawEveryDeletion);

        World.Outlook.UserAdds(World.At("Walk", days: 2));
        World.Severa.NextFault = name => name == "create" ? Fault.RequestLost : Fault.None;
        await _kit.RunAsync();
        World.Severa.NextFault = _ => Fault.None;
        World.Ledger.IsFullDue = true;

        var report = await _kit.RunAsync();

        Assert.Equal((true, false), (report!.WasFull, report.SawEveryDeletion));
    }

    [Fact]
    public async Task A_write_that_is_stale_each_time_is_tried_again_after_growing_pauses()
    {
        World.Outlook.UserAdds(World.At("Talk"));
        await World.SettleAsync();
        World.Severa.UserChanges(World.Severa.Visible.Single(), c => c with { Title = "Walk" });
        World.Outlook.NextFault = name => name == "update" ? Fault.Stale : Fault.None;
        var pauses = new List<int>();
        for (var run = 0; run < 5; run++)
        {
            var report = (await _kit.RunAsync())!;
            var due = report.RunAgainNow ? World.Time.GetUtcNow() : report.RunAgainAt!.Value;
            pauses.Add((int)(due - World.Time.GetUtcNow()).TotalMinutes);
            World.Time.Advance(due - World.Time.GetUtcNow());
        }

        World.Outlook.NextFault = _ => Fault.None;
        await _kit.RunAsync();

        Assert.Equal([0, 1, 4, 16, 64], pauses);
        Assert.Equal("Walk", World.Outlook.Visible.Single().Content.Title);
        Assert.Null(World.Ledger.Links.Values.Single().SetAside);
    }

    [Fact]
    public async Task A_stale_version_asks_for_another_run_at_once()
    {
        var entry = World.Outlook.UserAdds(World.At("Talk"));
        await World.SettleAsync();
        World.Outlook.UserChanges(entry, c => c with { Title = "Walk" });
        World.Severa.NextFault = name => name == "update" ? Fault.Stale : Fault.None;

        var report = await _kit.RunAsync();

        Assert.Equal((RunOutcome.SucceededWithRest, true), (report!.Outcome, report.RunAgainNow));
    }

    [Fact]
    public async Task A_server_that_refuses_the_whole_call_leaves_no_intent_open()
    {
        World.Outlook.UserAdds(World.At("Talk"));
        World.Severa.NextFault = name => name == "create" ? Fault.Busy : Fault.None;

        Assert.Equal(RunOutcome.Failed, (await _kit.RunAsync())!.Outcome);

        Assert.Empty(World.Ledger.OpenIntents);
        Assert.Empty(World.Severa.Visible);
    }
}
