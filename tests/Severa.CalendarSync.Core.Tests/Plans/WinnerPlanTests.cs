using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>R9: the later change wins, by corrected clocks; within the uncertainty, and for occurrences always, Outlook.</summary>
public sealed class WinnerPlanTests
{
    private readonly PlanKit _kit = new();

    [Theory]
    [InlineData(5, Side.Outlook)]
    [InlineData(6, Side.Severa)]
    [InlineData(-60, Side.Outlook)]
    public void Severa_wins_when_it_was_later_by_more_than_the_uncertainty(int secondsLater, Side winner) => AssertWinner(winner, secondsLater);

    [Theory]
    [InlineData(9, Side.Outlook)]
    [InlineData(10, Side.Outlook)]
    [InlineData(11, Side.Severa)]
    public void What_was_measured_counts_where_it_is_more_than_the_settings(int secondsLater, Side winner) =>
        AssertWinner(winner, secondsLater, Clock(0, 4), Clock(0, 6));

    [Theory]
    [InlineData(5, Side.Outlook)]
    [InlineData(6, Side.Severa)]
    public void The_settings_count_where_they_are_more_than_what_was_measured(int secondsLater, Side winner) =>
        AssertWinner(winner, secondsLater, Clock(0, 1), Clock(0, 1));

    [Theory]
    [InlineData(6 - 100, 100, 0, Side.Severa)]
    [InlineData(5 - 100, 100, 0, Side.Outlook)]
    [InlineData(6 + 100, 0, 100, Side.Severa)]
    [InlineData(5 + 100, 0, 100, Side.Outlook)]
    public void Each_clock_is_corrected(int secondsLater, int outlookAhead, int severaAhead, Side winner) =>
        AssertWinner(winner, secondsLater, Clock(outlookAhead, 1), Clock(severaAhead, 1));

    [Fact]
    public void An_occurrence_has_no_time_of_its_own()
    {
        _kit.Entry = _kit.Entry with { Key = ItemKey.Occurrence("series", PlanKit.Now.AddDays(1), "entry") };
        AssertWinner(Side.Outlook, 1000);
    }

    [Theory]
    [InlineData(ConflictWinner.Outlook, 1000, Side.Outlook)]
    [InlineData(ConflictWinner.Severa, -1000, Side.Severa)]
    public void The_settings_may_name_a_side(ConflictWinner settings, int secondsLater, Side winner)
    {
        _kit.Policy = _kit.Policy with { Winner = settings };
        AssertWinner(winner, secondsLater);
    }

    private static ServerClock Clock(int ahead, int uncertainty) => new(TimeSpan.FromSeconds(ahead), TimeSpan.FromSeconds(uncertainty));

    private void AssertWinner(Side winner, int secondsLater, ServerClock? outlook = null, ServerClock? severa = null)
    {
        var link = _kit.InSync();
        _kit.UserEditsEntry(c => c with { Title = "in Outlook" });
        _kit.UserEditsActivity(c => c with { Title = "in Severa" });
        _kit.Activity = _kit.Activity with { ModifiedAt = _kit.Entry.ModifiedAt.AddSeconds(secondsLater) };
        var input = _kit.Reads([link]) with { Outlook = View(Side.Outlook, _kit.Entry, outlook), Severa = View(Side.Severa, _kit.Activity, severa) };

        var action = Assert.Single(PlanKit.Final(input));

        Assert.Equal((winner.Other(), winner), (action.Target, Assert.Single(action.Conflicts).Winner));
    }

    private SideView View(Side side, CalendarItem item, ServerClock? clock) =>
        new(side, new SideReading.Full(_kit.Window, [new Seen.Fresh(item)]) { Cursor = "", Epoch = side == Side.Outlook ? PlanKit.Folder : "", Clock = clock });
}
