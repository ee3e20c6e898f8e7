using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Ews;

/// <summary>What clients see after a user has edited a series in Outlook.</summary>
public sealed class A_series_its_user_edits : IAsyncLifetime
{
    private static readonly DateTimeOffset First = new(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);

    private SandboxHost _host = null!;
    private ItemView _series = null!;
    private string _state = "";

    /// <summary>Five Mondays; the second has a title of its own, the third is gone, the fifth is an hour later.</summary>
    public async Task InitializeAsync()
    {
        _host = await SandboxHost.StartAsync();
        _series = _host.Users.Create(_host.Mailbox(), new EntryWrite
        {
            Subject = "S", Start = First, End = First.AddHours(1),
            Recurrence = new Recurrence { Kind = PatternKind.Weekly, Days = [DayKind.Monday], StartDate = new DateOnly(2026, 11, 23), Count = 5 },
        });
        Edit(1, new EntryWrite { Subject = "Own" });
        _host.Users.Delete(_host.Mailbox(), _series.Id, Slot(2));
        Edit(4, new EntryWrite { Start = Slot(4).AddHours(1), End = Slot(4).AddHours(2) });
        _state = State(await _host.Ews().CallAsync(Sync()));
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task This_and_following_ends_the_old_series_and_begins_another()
    {
        var following = _host.Users.UpdateFollowing(_host.Mailbox(), _series.Id, Slot(3), new EntryWrite { Start = Slot(3).AddHours(2), End = Slot(3).AddHours(3) })!;

        var seen = await _host.Ews().SeenAsync();
        Assert.Equal(
            [("2026-11-23T07:00:00Z", "S"), ("2026-11-30T07:00:00Z", "Own"), ("2026-12-14T09:00:00Z", "S"), ("2026-12-21T09:00:00Z", "S")],
            seen.Select(i => (i.Text("Start")!, i.Text("Subject")!)));
        Assert.Equal(2, seen.Select(i => i.Text("UID")).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal([_series.Id, following.Id], await ChangedAsync());
        var old = await _host.Ews().GotAsync(_series.Id);
        Assert.Equal("2026-12-13+02:00", old.Descendants(EwsTester.T + "EndDate").Single().Value);
        Assert.Equal("2026-12-07T07:00:00Z", old.Descendants(EwsTester.T + "DeletedOccurrence").Single().Value);
        var begun = await _host.Ews().GotAsync(following.Id);
        Assert.Equal(("2", "2026-12-14+02:00"), (begun.Descendants(EwsTester.T + "NumberOfOccurrences").Single().Value, begun.Descendants(EwsTester.T + "StartDate").Single().Value));
        Assert.Empty(begun.Descendants(EwsTester.T + "ModifiedOccurrences"));
    }

    [Fact]
    public async Task This_and_following_from_the_first_on_is_the_whole_series()
    {
        var whole = _host.Users.UpdateFollowing(_host.Mailbox(), _series.Id, Slot(0), new EntryWrite { Subject = "New" })!;

        Assert.Equal(_series.Id, whole.Id);
        Assert.Equal(["New", "Own", "New", "New"], (await _host.Ews().SeenAsync()).Select(i => i.Text("Subject")));
    }

    [Fact]
    public async Task Old_series_with_nothing_left_is_gone()
    {
        _host.Users.Delete(_host.Mailbox(), _series.Id, Slot(0));

        var following = _host.Users.UpdateFollowing(_host.Mailbox(), _series.Id, Slot(1), new EntryWrite { Subject = "New" })!;

        Assert.Equal(["New", "New", "New", "New"], (await _host.Ews().SeenAsync()).Select(i => i.Text("Subject")));
        Assert.Equal("ErrorItemNotFound", (await _host.Ews().CallAsync(Get(ItemId(_series.Id)))).Code());
        Assert.NotEqual(_series.Id, following.Id);
    }

    [Fact]
    public async Task This_and_following_moves_to_another_day_of_the_week()
    {
        var tuesdays = new Recurrence { Kind = PatternKind.Weekly, Days = [DayKind.Tuesday], StartDate = new DateOnly(2026, 12, 15), Count = 2 };
        _host.Users.UpdateFollowing(_host.Mailbox(), _series.Id, Slot(3), new EntryWrite { Recurrence = tuesdays });

        Assert.Equal(["2026-11-23T07:00:00Z", "2026-11-30T07:00:00Z", "2026-12-15T07:00:00Z", "2026-12-22T07:00:00Z"], await StartsAsync());
    }

    [Fact]
    public async Task Moving_the_whole_series_moves_all_original_starts_and_drops_exceptions()
    {
        _host.Users.Update(_host.Mailbox(), _series.Id, null, new EntryWrite { Start = First.AddHours(3), End = First.AddHours(4) });

        var seen = await _host.Ews().SeenAsync();
        Assert.Equal(["2026-11-23T10:00:00Z", "2026-11-30T10:00:00Z", "2026-12-07T10:00:00Z", "2026-12-14T10:00:00Z", "2026-12-21T10:00:00Z"], seen.Select(i => i.Text("Start")));
        Assert.All(seen, i => Assert.Equal(("S", "Occurrence"), (i.Text("Subject"), i.Text("CalendarItemType"))));
        Assert.Equal([_series.Id], await ChangedAsync());
    }

    [Fact]
    public async Task Changing_the_day_of_the_pattern_moves_all_occurrences()
    {
        var thursdays = _series.Entry.Rule! with { Days = [DayKind.Thursday] };
        _host.Users.Update(_host.Mailbox(), _series.Id, null, new EntryWrite { Recurrence = thursdays });

        Assert.Equal(["2026-11-26T07:00:00Z", "2026-12-03T07:00:00Z", "2026-12-10T07:00:00Z", "2026-12-17T07:00:00Z", "2026-12-24T07:00:00Z"], await StartsAsync());
        Assert.Equal([_series.Id], await ChangedAsync());
    }

    [Fact]
    public async Task Ending_the_series_earlier_keeps_what_was_before()
    {
        Assert.True(_host.Users.DeleteFollowing(_host.Mailbox(), _series.Id, Slot(3)));

        Assert.Equal(["S", "Own"], (await _host.Ews().SeenAsync()).Select(i => i.Text("Subject")));
        Assert.Equal([_series.Id], await ChangedAsync());
    }

    [Fact]
    public async Task Deleting_the_series_deletes_one_row()
    {
        Assert.True(_host.Users.Delete(_host.Mailbox(), _series.Id, null));

        Assert.Empty(await _host.Ews().SeenAsync());
        var deleted = (await _host.Ews().CallAsync(Sync(_state))).Descendants(EwsTester.T + "Delete").Single();
        Assert.Equal(_series.Id, deleted.Element(EwsTester.T + "ItemId")!.Attribute("Id")!.Value);
    }

    [Fact]
    public async Task Moved_and_deleted_occurrences_leave_the_others_alone()
    {
        Edit(3, new EntryWrite { Start = Slot(3).AddDays(1), End = Slot(3).AddDays(1).AddHours(1) });
        _host.Users.Delete(_host.Mailbox(), _series.Id, Slot(0));

        Assert.Equal(["2026-11-30T07:00:00Z", "2026-12-15T07:00:00Z", "2026-12-21T08:00:00Z"], await StartsAsync());
    }

    private static DateTimeOffset Slot(int week) => First.AddDays(7 * week);

    private static string State(XElement response) => response.Descendants(EwsTester.M + "SyncState").Single().Value;

    private void Edit(int week, EntryWrite write) => Assert.NotNull(_host.Users.Update(_host.Mailbox(), _series.Id, Slot(week), write));

    private async Task<IEnumerable<string?>> StartsAsync() => (await _host.Ews().SeenAsync()).Select(i => i.Text("Start"));

    /// <summary>The rows SyncFolderItems tells of since the series was made.</summary>
    private async Task<IEnumerable<string>> ChangedAsync() => (await _host.Ews().CallAsync(Sync(_state))).Items().Select(i => i.Id()).Order(StringComparer.Ordinal);
}
