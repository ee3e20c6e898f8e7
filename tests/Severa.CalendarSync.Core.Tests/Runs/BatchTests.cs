using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Runs;

/// <summary>Writes go in batches, each on a lease that outlives it (R18).</summary>
public sealed class BatchTests
{
    private readonly RunKit _kit = new();

    private TestWorld World => _kit.World;

    [Fact]
    public async Task Fifty_writes_go_together_and_the_progress_is_told_after_each_batch()
    {
        for (var i = 0; i < 120; i++)
        {
            World.Outlook.UserAdds(World.At($"Entry {i}", days: 1, hours: i));
        }

        await _kit.RunAsync();

        Assert.Equal([50, 50, 20], _kit.Intended.Select(i => i.Count));
        Assert.Equal([new RunProgress(50, 120), new RunProgress(100, 120), new RunProgress(120, 120)], _kit.Recorded.Select(b => b.Progress!.Value));
        Assert.Equal(_kit.Intended.Select(i => i.Count), _kit.Recorded.Select(b => b.ClosedIntents.Count));
    }

    [Fact]
    public async Task What_is_set_back_counts_into_the_progress()
    {
        var entry = World.Outlook.UserAdds(World.At("Talk"));
        await World.SettleAsync();
        World.Outlook.UserChanges(entry, c => c with { Title = "Walk" });
        World.Severa.Refuses = _ => true;

        await _kit.RunAsync();

        Assert.Equal([new RunProgress(1, 2), new RunProgress(2, 2)], _kit.Recorded.Select(b => b.Progress!.Value));
        Assert.Equal("Talk", entry.Content.Title);
    }

    [Fact]
    public async Task The_lease_is_renewed_before_a_call_that_could_outlive_it()
    {
        World.Outlook.UserAdds(World.At("One"));
        await _kit.RunAsync();
        Assert.Equal(1, _kit.Renewals);

        World.Outlook.UserAdds(World.At("Two"));
        _kit.Before = step => World.Time.Advance(step == "intend" ? InMemoryLedger.Lease - World.Severa.Traits.LongestCall : TimeSpan.Zero);
        await _kit.RunAsync();
        Assert.Equal(2, _kit.Renewals);
    }

    [Theory]
    [InlineData(49, 1)]
    [InlineData(50, 2)]
    public async Task A_margin_of_ten_seconds_is_left_on_the_lease(int seconds, int renewals)
    {
        World.Outlook.UserAdds(World.At("Talk"));
        _kit.Before = step => World.Time.Advance(step == "intend" ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero);

        await _kit.RunAsync();

        Assert.Equal(TimeSpan.FromSeconds(30), World.Severa.Traits.LongestCall);
        Assert.Equal(renewals, _kit.Renewals);
    }

    [Fact]
    public async Task The_lease_outlives_reading_the_notes_before_a_write_too()
    {
        var entry = World.Outlook.UserAdds(World.At("Talk", notes: "plain") with { NotesHtml = "<b>plain</b>" });
        World.Outlook.Traits = World.Outlook.Traits with { FormatsNotes = true };
        await World.SettleAsync();
        World.Severa.UserChanges(World.Severa.Visible.Single(), c => c with { Notes = "changed" });
        World.Outlook.NextFault = name =>
        {
            World.Time.Advance(name == "read notes" ? TimeSpan.FromSeconds(60) : TimeSpan.Zero);
            return Fault.None;
        };

        await _kit.RunAsync();

        Assert.Equal(2, _kit.Renewals);
        Assert.Equal("changed", entry.Content.Notes);
    }

    [Fact]
    public async Task A_run_that_was_stopped_begins_no_further_batch()
    {
        using var stop = new CancellationTokenSource();
        for (var i = 0; i < 60; i++)
        {
            World.Outlook.UserAdds(World.At($"Entry {i}", days: 1, hours: i));
        }

        _kit.Before = step =>
        {
            if (step == "record")
            {
                stop.Cancel();
            }
        };

        await _kit.RunAsync(stop.Token);

        Assert.Equal(50, Assert.Single(_kit.Intended).Count);
        Assert.Equal(50, World.Severa.Visible.Count());
    }
}
