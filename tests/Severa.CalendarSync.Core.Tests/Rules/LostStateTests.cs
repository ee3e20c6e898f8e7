using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Rules;

/// <summary>R16 and its neighbours: first run, lost links, twins, divided series, series too long, endless corrections.</summary>
public sealed class LostStateTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task Dismissals_survive_lost_links()
    {
        _world.Outlook.UserAdds(_world.At("With others"), new EntryFacts(HasAttendees: true));
        await _world.SettleAsync();
        _world.Severa.UserDeletes(_world.Severa.Visible.Single());
        await _world.SettleAsync();

        _world.Ledger.Lose();
        await _world.SettleAsync();

        Assert.Empty(_world.Severa.Visible);
        Assert.Equal(LinkState.Dismissed, Assert.Single(_world.Ledger.Links.Values).State);
    }

    [Fact]
    public async Task What_was_dismissed_is_brought_back_when_its_owner_says_so()
    {
        _world.Outlook.UserAdds(_world.At("With others"), new EntryFacts(HasAttendees: true));
        await _world.SettleAsync();
        _world.Severa.UserDeletes(_world.Severa.Visible.Single());
        await _world.SettleAsync();

        var link = _world.Ledger.Links.Values.Single();
        _world.Ledger.Links[link.Id] = link with { Decision = LinkDecision.BringBack };
        await _world.SettleAsync();

        Assert.Single(_world.Severa.Visible);
        Assert.Equal((LinkState.Active, LinkDecision.None), (_world.Ledger.Links[link.Id].State, _world.Ledger.Links[link.Id].Decision));
    }

    [Fact]
    public async Task New_items_that_agree_in_title_or_time_only_are_listed_as_possible_twins()
    {
        var content = _world.At("Talk");
        _world.Outlook.UserAdds(content);
        _world.Severa.UserAdds(content with { Title = "Talk, edited meanwhile" });

        await _world.SettleAsync();

        Assert.Equal((2, 2), (_world.Outlook.Visible.Count(), _world.Severa.Visible.Count()));
        Assert.Equal(2, _world.Ledger.History.Count(h => h.Reason == Reason.PossibleTwin));
    }

    [Fact]
    public async Task This_and_all_following_keeps_the_activities_of_a_divided_series()
    {
        var slots = Enumerable.Range(0, 6).Select(week => Slot("old", week)).ToList();
        await _world.SettleAsync();
        var before = _world.Severa.Visible.Select(a => a.Id).ToList();

        // Outlook ends the old series after the third occurrence and begins another with its own UID, an hour later.
        slots.Skip(3).ToList().ForEach(_world.Outlook.UserDeletes);
        Enumerable.Range(3, 3).ToList().ForEach(week => Slot("new", week, hours: 1));
        await _world.SettleAsync();

        Assert.Equal(before, _world.Severa.Visible.Select(a => a.Id));
        Assert.Equal(
            _world.Outlook.Visible.Select(e => e.Content.When.Canonical).Order(StringComparer.Ordinal),
            _world.Severa.Visible.Select(a => a.Content.When.Canonical).Order(StringComparer.Ordinal));
        Assert.Equal(3, _world.Ledger.History.Count(h => h.Reason == Reason.SeriesSplit));
    }

    [Fact]
    public async Task A_divided_series_is_known_by_any_title_it_had_or_by_its_times()
    {
        var slots = Enumerable.Range(0, 4).Select(week => Slot("old", week)).ToList();
        _world.Outlook.UserChanges(slots[2], c => c with { Title = "Weekly, with guests" });
        await _world.SettleAsync();
        var before = _world.Severa.Visible.Select(a => a.Id).ToList();

        // Following from the very occurrence that had a title of its own, then once more with another title at the same times.
        slots.Skip(2).ToList().ForEach(_world.Outlook.UserDeletes);
        var second = Enumerable.Range(2, 2).Select(week => Slot("second", week, hours: 1)).ToList();
        await _world.SettleAsync();
        second.ForEach(_world.Outlook.UserDeletes);
        foreach (var week in Enumerable.Range(2, 2))
        {
            _world.Outlook.UserChanges(Slot("third", week, hours: 1), c => c with { Title = "Fortnightly" });
        }

        await _world.SettleAsync();
        Assert.Equal(before, _world.Severa.Visible.Select(a => a.Id));
        Assert.Equal(2, _world.Severa.Visible.Count(a => a.Content.Title == "Fortnightly"));
    }

    [Fact]
    public async Task A_series_above_the_budget_is_left_out_as_a_whole_and_told_once()
    {
        _world.Policy = _world.Policy with { MaxOccurrences = 4 };
        var slots = Enumerable.Range(0, 5).Select(week => Slot("long", week)).ToList();
        _world.Outlook.UserAdds(_world.At("Talk", hours: 5));
        await _world.SettleAsync();

        Assert.Equal("Talk", Assert.Single(_world.Severa.Visible).Content.Title);
        Assert.Single(_world.Ledger.History, h => h.Reason == Reason.SeriesTooLong);

        _world.Outlook.UserDeletes(slots[4]);
        await _world.SettleAsync();
        Assert.Equal(5, _world.Severa.Visible.Count());
    }

    [Fact]
    public async Task A_series_that_grows_above_the_budget_keeps_what_it_has()
    {
        _world.Policy = _world.Policy with { MaxOccurrences = 4 };
        Enumerable.Range(0, 4).ToList().ForEach(week => Slot("long", week));
        await _world.SettleAsync();

        Slot("long", 4);
        await _world.SettleAsync();

        Assert.Equal(4, _world.Severa.Visible.Count());
        Assert.All(_world.Ledger.Links.Values, l => Assert.Equal((LinkState.Dormant, Reason.SeriesTooLong), (l.State, l.StateReason)));
    }

    [Fact]
    public async Task A_series_above_the_budget_rests_whatever_happens_in_Severa()
    {
        Enumerable.Range(0, 4).ToList().ForEach(week => Slot("long", week));
        await _world.SettleAsync();
        _world.Policy = _world.Policy with { MaxOccurrences = 3 };
        await _world.SettleAsync();
        var history = _world.Ledger.History.Count;

        _world.Severa.UserAdds(_world.At("Visit"));
        _world.Severa.UserChanges(_world.Severa.Visible.First(), c => c with { Place = "Turku" });
        await _world.SettleAsync();

        Assert.Equal(4, _world.Ledger.Links.Values.Count(l => l is { State: LinkState.Dormant, StateReason: Reason.SeriesTooLong }));
        Assert.Equal(SyncActionKind.Create, Assert.Single(_world.Ledger.History.Skip(history)).Kind);
    }

    [Theory]
    [InlineData(PrivateRule.Withhold)]
    [InlineData(PrivateRule.DoNotSync)]
    public async Task A_series_above_the_budget_that_becomes_private_is_hidden_and_rests(PrivateRule rule)
    {
        _world.Policy = _world.Policy with { PrivateTypeId = null, PrivateWithoutType = rule };
        Enumerable.Range(0, 4).ToList().ForEach(week => Slot("long", week));
        await _world.SettleAsync();
        _world.Policy = _world.Policy with { MaxOccurrences = 3 };
        await _world.SettleAsync();
        _world.Severa.UserDeletes(_world.Severa.Visible.First());

        _world.Outlook.Visible.ToList().ForEach(slot => _world.Outlook.UserChanges(slot, c => c with { Privacy = Privacy.Private }));
        await _world.SettleAsync();
        Assert.All(_world.Severa.Visible, a => Assert.Equal("Private appointment", a.Content.Title));
        _world.Ledger.IsFullDue = true;
        await _world.SettleAsync();

        Assert.Equal(3, _world.Severa.Visible.Count());
        Assert.Equal(4, _world.Outlook.Visible.Count());
        Assert.All(_world.Ledger.Links.Values, l => Assert.Equal(LinkState.Dormant, l.State));
    }

    [Fact]
    public async Task Values_that_something_changes_back_again_and_again_are_set_aside_with_advice()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Talk"));
        await _world.SettleAsync();
        var activity = _world.Severa.Visible.Single();
        for (var round = 0; round < 12; round++)
        {
            _world.Severa.UserChanges(activity, c => c with { Title = "from Severa" });
            await _world.RunAsync();
            _world.Outlook.UserChanges(entry, c => c with { Title = "another program" });
            await _world.RunAsync();
            _world.Time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Contains(_world.Ledger.History, h => h.Reason == Reason.Oscillates);
        Assert.True(_world.Outlook.Writes + _world.Severa.Writes < 12, "The service went on for ever.");

        _world.Severa.UserChanges(activity, c => c with { Title = "something new" });
        await _world.RunAsync();
        Assert.Equal("something new", entry.Content.Title);
    }

    [Fact]
    public async Task The_later_change_wins_by_corrected_clocks()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Talk"));
        await _world.SettleAsync();
        var activity = _world.Severa.Visible.Single();
        _world.Outlook.UserChanges(entry, c => c with { Title = "earlier" });
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        _world.Severa.UserChanges(activity, c => c with { Title = "later" });

        // Exchange's clock is a day ahead, and so are its times.
        entry.ModifiedAt = entry.ModifiedAt.AddDays(1);
        _world.Outlook.Clock = new ServerClock(TimeSpan.FromDays(1), TimeSpan.FromSeconds(1));
        await _world.SettleAsync();

        Assert.Equal("later", entry.Content.Title);
    }

    [Fact]
    public async Task A_plan_its_owner_agreed_to_is_refused_once_the_calendars_have_moved()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Talk"));
        _world.Ledger.Agree((await _world.PreviewAsync()).Fingerprint);
        _world.Outlook.UserChanges(entry, c => c with { Title = "Walk" });

        var report = await _world.RunAsync();

        Assert.Equal(RunOutcome.PlanMoved, report.Outcome);
        Assert.Empty(_world.Severa.Visible);

        _world.Ledger.Agree((await _world.PreviewAsync()).Fingerprint);
        Assert.Equal(RunOutcome.Succeeded, (await _world.RunAsync()).Outcome);
        Assert.Equal("Walk", _world.Severa.Visible.Single().Content.Title);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Copies_are_removed_on_request_and_only_those_this_service_made(bool isOff)
    {
        _world.Outlook.UserAdds(_world.At("Entry"));
        _world.Outlook.UserAdds(_world.At("With others", days: 2), new EntryFacts(HasAttendees: true));
        _world.Severa.UserAdds(_world.At("Visit", days: 3));
        _world.Severa.UserAdds(_world.At("Workshop", days: 4), activity: new ActivityFacts(TestWorld.Meeting, HasBusinessData: true));
        await _world.SettleAsync();

        _world.RemoveCopies();
        _world.Ledger.OnlyDecisions = isOff;
        _world.Outlook.UserAdds(_world.At("Not read any more", days: 9));
        await _world.RunAsync();

        var entries = _world.Outlook.Visible.Select(e => e.Content.Title).Except(["Not read any more"]).Order(StringComparer.Ordinal);
        Assert.Equal(["Entry", "With others"], entries);
        var activities = _world.Severa.Visible.Select(a => a.Content.Title).Order(StringComparer.Ordinal);
        Assert.Equal(isOff ? ["Visit", "Workshop"] : ["Not read any more", "Visit", "Workshop"], activities);
        Assert.All(_world.Ledger.Links.Values.Where(l => l.State == LinkState.Dormant), l => Assert.Equal(LinkDecision.None, l.Decision));
    }

    private StoredItem Slot(string series, int week, int hours = 0)
    {
        var content = _world.At("Weekly", days: 1 + (7 * week), hours: hours);
        return _world.Outlook.UserAdds(content, series: series, originalStart: content.When.Start);
    }
}
