using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Runs;

/// <summary>When a run reads everything, over which window, and what it takes as known.</summary>
public sealed class ReadingScopeTests
{
    private readonly RunKit _kit = new();

    private TestWorld World => _kit.World;

    [Fact]
    public async Task The_window_moves_only_with_a_full_comparison()
    {
        await World.SettleAsync();
        var before = World.Window;
        World.Window = new SyncWindow(before.Start.AddDays(1), before.End.AddDays(1));

        await _kit.RunAsync();
        Assert.Equal(before, Assert.Single(_kit.Readings).Window);

        World.Ledger.IsFullDue = true;
        var report = await _kit.RunAsync();
        Assert.Equal((World.Window, null), (Assert.Single(_kit.Readings).Window, _kit.Readings[0].Cursor));
        Assert.Equal((true, World.Window), (report!.WasFull, report.Window));
    }

    [Theory]
    [InlineData("full due")]
    [InlineData("deletions held")]
    [InlineData("undo")]
    [InlineData("decision")]
    [InlineData("user off")]
    public async Task What_was_asked_for_is_decided_on_a_full_reading(string request)
    {
        World.Outlook.UserAdds(World.At("Talk"));
        await World.SettleAsync();
        switch (request)
        {
            case "full due":
                World.Ledger.IsFullDue = true;
                break;
            case "deletions held":
                World.Ledger.HoldAllDeletions = true;
                break;
            case "undo":
                World.Undo(SyncActionKind.Create);
                break;
            case "decision":
                var link = World.Ledger.Links.Values.Single();
                World.Ledger.Links[link.Id] = link with { Decision = LinkDecision.Discard };
                break;
            default:
                World.Ledger.OnlyDecisions = true;
                break;
        }

        var report = await _kit.RunAsync();

        Assert.Null(Assert.Single(_kit.Readings).Cursor);
        Assert.True(report!.WasFull);
    }

    [Fact]
    public async Task Under_other_rules_nothing_that_was_read_before_counts_as_known()
    {
        var entry = World.Outlook.UserAdds(World.At("Talk"));
        await World.SettleAsync();
        await _kit.RunAsync();
        Assert.NotNull(Assert.Single(_kit.Readings).Known.KeyOf(entry.Key.Id, entry.VersionText));

        World.Policy = World.Policy with { UntitledTitle = "-" };
        await _kit.RunAsync();

        Assert.Null(Assert.Single(_kit.Readings).Known.KeyOf(entry.Key.Id, entry.VersionText));
        Assert.Null(_kit.Readings[0].Cursor);
    }

    [Fact]
    public async Task In_another_calendar_folder_nothing_counts_as_known_either()
    {
        var entry = World.Outlook.UserAdds(World.At("Talk"));
        await World.SettleAsync();
        var link = World.Ledger.Links.Values.Single();
        World.Ledger.Links[link.Id] = link with { Epoch = "another folder" };

        await _kit.RunAsync();

        Assert.Null(Assert.Single(_kit.Readings).Known.KeyOf(entry.Key.Id, entry.VersionText));
        Assert.Null(_kit.Readings[0].Cursor);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("another folder", false)]
    public async Task A_link_without_a_folder_or_without_an_entry_is_in_no_other_one(string epoch, bool hasEntry)
    {
        World.Outlook.UserAdds(World.At("Talk"));
        await World.SettleAsync();
        var link = World.Ledger.Links.Values.Single();
        World.Ledger.Links[link.Id] = link with { Epoch = epoch, Entry = hasEntry ? link.Entry : null, State = LinkState.Dormant, StateReason = Reason.TypeNotTicked };

        await _kit.RunAsync();

        Assert.NotNull(Assert.Single(_kit.Readings).Cursor);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Before_the_first_write_under_other_rules_the_old_ones_are_forgotten(bool writes, bool isForgotten)
    {
        var entry = World.Outlook.UserAdds(World.At("Talk"));
        await World.SettleAsync();
        World.Policy = World.Policy with { WithheldTitle = "Busy" };
        if (writes)
        {
            World.Outlook.UserChanges(entry, c => c with { Title = "Walk" });
        }

        await _kit.RunAsync();

        Assert.Equal(isForgotten, _kit.Recorded.Exists(b => b.ChangesRules));
        Assert.DoesNotContain(_kit.Recorded.Skip(1), b => b.ChangesRules);
    }

    [Fact]
    public async Task The_first_rules_ever_change_nothing()
    {
        World.Outlook.UserAdds(World.At("Talk"));

        await _kit.RunAsync();

        Assert.DoesNotContain(_kit.Recorded, b => b.ChangesRules);
    }

    [Fact]
    public async Task The_earliest_of_several_retries_is_the_next_run()
    {
        foreach (var day in new[] { 1, 2 })
        {
            World.Outlook.UserAdds(World.At($"Entry {day}", days: day));
        }

        await World.SettleAsync();
        var links = World.Ledger.Links.Values.ToList();
        World.Ledger.Links[links[0].Id] = links[0] with { SetAside = new SetAside("Busy", 1, World.Time.GetUtcNow().AddHours(2)) };
        World.Ledger.Links[links[1].Id] = links[1] with { SetAside = new SetAside("Busy", 1, World.Time.GetUtcNow().AddHours(1)) };

        Assert.Equal(World.Time.GetUtcNow().AddHours(1), (await _kit.RunAsync())!.RunAgainAt);
    }

    [Fact]
    public async Task A_retry_that_falls_due_while_the_calendars_are_read_is_the_next_run()
    {
        World.Outlook.UserAdds(World.At("Entry"));
        await World.SettleAsync();
        var (link, retryAt) = (World.Ledger.Links.Values.Single(), World.Time.GetUtcNow().AddMinutes(1));
        World.Ledger.Links[link.Id] = link with { SetAside = new SetAside("Busy", 1, retryAt) };
        _kit.Before = step => World.Time.Advance(step == "read" ? TimeSpan.FromMinutes(2) : TimeSpan.Zero);

        Assert.Equal(retryAt, (await _kit.RunAsync())!.RunAgainAt);
    }
}
