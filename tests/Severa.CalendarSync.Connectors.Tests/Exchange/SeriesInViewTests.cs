using System.Globalization;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Exchange;

/// <summary>A view that shows series instead of their occurrences: nothing of them looks deleted.</summary>
public sealed class SeriesInViewTests
{
    private const string NoMore = "ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange";
    private const string Deleted = "ErrorCalendarOccurrenceIsDeletedFromRecurrence";

    private static readonly DateTimeOffset First = new(2026, 10, 26, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Occurrences_are_asked_for_by_their_numbers()
    {
        var server = View(Answer.Hit("single", "v1"), Master)
            .Expect("GetItem", Numbered(1, 4, deleted: 3))
            .Expect("GetItem", Answer.Items("GetItem", new Entry { Id = "single" }.Xml(), Occurrence(2), Occurrence(4)));

        var full = await ReadAsync(server);

        Assert.Equal(["single", "o2", "o4"], full.Items.Select(i => Assert.IsType<Seen.Fresh>(i).Item.Key.Id));
        Assert.Equal([null, First.AddDays(7), First.AddDays(21)], full.Items.Select(i => i.SeenKey.OriginalStart));
        Assert.Contains("<t:OccurrenceItemId RecurringMasterId=\"m\" InstanceIndex=\"50\" />", server.Requests[2].Text, StringComparison.Ordinal);
        server.AssertFinished();
    }

    [Fact]
    public async Task Series_without_an_end_ends_with_the_window()
    {
        var server = View(Master).Expect("GetItem", Numbered(1, 50)).Expect("GetItem", Answer.Items("GetItem", Enumerable.Range(2, 5).Select(Occurrence)));

        Assert.Equal(5, (await ReadAsync(server)).Items.Count);
        server.AssertFinished();
    }

    [Fact]
    public async Task Series_beside_its_occurrences_is_left_out()
    {
        var server = View(Master, Answer.Hit("o2", "v1", "Occurrence", "series")).Expect("GetItem", Answer.Items("GetItem", Occurrence(2)));

        Assert.Equal("o2", Assert.Single((await ReadAsync(server)).Items).SeenKey.Id);
    }

    [Fact]
    public async Task Occurrence_that_cannot_be_read_is_an_error_and_no_short_list()
    {
        var server = View(Master).Expect("GetItem", Answer.Items("GetItem", [Found(1), Answer.NoItem("GetItem", "ErrorItemCorrupt"), .. Enumerable.Repeat(Answer.NoItem("GetItem", NoMore), 48)]));

        Assert.Equal("ErrorItemCorrupt", (await Assert.ThrowsAsync<SideException>(() => ReadAsync(server))).Code);
    }

    [Fact]
    public async Task Server_that_never_ends_a_series_is_given_up()
    {
        var server = View(Master);
        for (var number = 1; number < 6000; number += 50)
        {
            server.Expect("GetItem", Answer.Items("GetItem", Enumerable.Repeat(Answer.NoItem("GetItem", Deleted), 50)));
        }

        Assert.Equal("SeriesWithoutEnd", (await Assert.ThrowsAsync<SideException>(() => ReadAsync(server))).Code);
    }

    private static string Master => Answer.Hit("m", "v1", "RecurringMaster", "series");

    private static Conversation View(params string[] hits) => new Conversation()
        .Expect("SyncFolderItems", Answer.Sync("s2", isLast: true, Answer.Changed("m", "v1")))
        .Expect("FindItem", Answer.Found(true, hits));

    /// <summary>The answers to fifty numbers of a series on Mondays.</summary>
    private static string Numbered(int from, int last, int? deleted = null) => Answer.Items("GetItem", Enumerable.Range(from, 50).Select(number =>
        number > last ? Answer.NoItem("GetItem", NoMore) : number == deleted ? Answer.NoItem("GetItem", Deleted) : Found(number)));

    private static string Found(int number) => $"""
        <t:CalendarItem><t:ItemId Id="o{number}" ChangeKey="v1"/><t:UID>series</t:UID><t:RecurrenceId>{Start(number)}</t:RecurrenceId><t:Start>{Start(number)}</t:Start><t:End>{Start(number, 9)}</t:End><t:CalendarItemType>Occurrence</t:CalendarItemType></t:CalendarItem>
        """.Trim();

    private static string Occurrence(int number) =>
        new Entry { Id = $"o{number}", Kind = "Occurrence", Uid = "series", OriginalStart = Start(number), Start = Start(number), End = Start(number, 9) }.Xml();

    private static string Start(int number, int hour = 8) =>
        string.Create(CultureInfo.InvariantCulture, $"{First.AddDays(7 * (number - 1)):yyyy-MM-dd}T{hour:00}:00:00Z");

    private static async Task<SideReading.Full> ReadAsync(Conversation server) => Assert.IsType<SideReading.Full>(
        await Setup.Calendar(server).ReadAsync(new ExchangeCursor("F", "s1").Format(), Setup.Window, Known.Nothing, default));
}
