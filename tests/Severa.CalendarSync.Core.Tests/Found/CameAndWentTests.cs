using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Core.Tests.Runs;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Found;

/// <summary>
/// Exchange tells the difference between two states. What came and went in between does not show in it: what the service made, or had linked
/// in a run without an end, and a person deleted.
/// </summary>
public sealed class CameAndWentTests
{
    private readonly RunKit _kit = new();

    private TestWorld World => _kit.World;

    [Fact]
    public async Task What_was_just_made_and_is_deleted_before_the_next_look_takes_its_activity_along_with_that_look()
    {
        var entry = await MakeAsync();
        World.Outlook.UserDeletes(entry);

        var report = await World.RunAsync();

        Assert.Equal((1, false), (report.Counts.DeletedInSevera, report.WasFull));
        Assert.Empty(World.Severa.Visible);
        Assert.Empty(World.Ledger.Links);
    }

    [Fact]
    public async Task Nor_does_it_hide_behind_another_write_of_the_service()
    {
        World.Outlook.UserDeletes(await MakeAsync());
        World.Severa.UserAdds(World.At("Walk", days: 2));
        World.Severa.NextFault = name => name == "read" ? Fault.Busy : Fault.None;
        await World.RunAsync();
        World.Severa.NextFault = _ => Fault.None;

        await World.RunAsync();

        Assert.Equal("Walk", Assert.Single(World.Severa.Visible).Content.Title);
    }

    [Fact]
    public async Task What_was_just_made_and_is_moved_away_and_back_before_the_next_look_stays_a_pair()
    {
        var entry = await MakeAsync();
        World.Outlook.UserMovesAway(entry);

        await World.RunAsync();

        Assert.Equal(entry.Key, Assert.Single(World.Ledger.Links.Values).Entry!.Key);
        Assert.Single(World.Severa.Visible);
    }

    [Fact]
    public async Task A_look_that_fails_asks_again()
    {
        World.Outlook.UserDeletes(await MakeAsync());
        World.Outlook.NextFault = name => name == "lookup" ? Fault.Busy : Fault.None;
        Assert.Equal(RunOutcome.Failed, (await World.RunAsync()).Outcome);
        World.Outlook.NextFault = _ => Fault.None;

        await World.RunAsync();

        Assert.Empty(World.Severa.Visible);
    }

    [Theory]
    [InlineData("ledger.recorded")]
    [InlineData("ledger.complete")]
    public async Task What_a_run_had_linked_that_was_killed_before_its_end_and_a_person_deleted_is_found_by_the_next(string where)
    {
        await World.SettleAsync();
        var entry = World.Outlook.UserAdds(World.At("Talk"));
        World.Crashes.KillAfter(where, 0);
        await Assert.ThrowsAsync<CrashException>(World.RunAsync);
        World.Crashes.Restart();
        Assert.Single(World.Severa.Visible);
        World.Outlook.UserDeletes(entry);

        await World.RunAsync();

        Assert.Empty(World.Severa.Visible);
    }

    [Fact]
    public async Task A_write_is_awaited_by_the_next_look_only()
    {
        var entry = await MakeAsync();

        Assert.Equal(RunOutcome.Unchanged, (await _kit.RunAsync())!.Outcome);
        Assert.Equal([entry.Id], Assert.Single(_kit.Readings).Known.Awaited);
        Assert.Equal(RunOutcome.Unchanged, (await _kit.RunAsync())!.Outcome);
        Assert.Empty(Assert.Single(_kit.Readings).Known.Awaited);
    }

    [Fact]
    public async Task Of_a_series_one_slot_of_which_was_written_only_the_series_is_told()
    {
        var slot = World.Outlook.UserAdds(World.At("Weekly"), series: "s", originalStart: World.Time.Start.AddDays(1));
        await World.SettleAsync();
        World.Severa.UserChanges(World.Severa.Visible.Single(), c => c with { Title = "Monthly" });
        await World.RunAsync();
        Assert.Contains(World.Ledger.AwaitedWrites, w => w.Id == slot.Id);

        await _kit.RunAsync();

        Assert.Empty(Assert.Single(_kit.Readings).Known.Awaited);
    }

    /// <summary>An entry that the service has made, and no reading has shown yet.</summary>
    private async Task<StoredItem> MakeAsync()
    {
        await World.SettleAsync();
        World.Severa.UserAdds(World.At("Talk"));
        Assert.Equal(1, (await World.RunAsync()).Counts.CreatedInOutlook);
        return World.Outlook.Visible.Single();
    }
}
