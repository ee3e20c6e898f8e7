using System.Globalization;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>Thousands of random lives of a mailbox. <c>CALSYNC_HISTORIES</c> sets how many, <c>CALSYNC_SEED</c> where to begin.</summary>
[Trait("Category", "Histories")]
public sealed class HistoriesTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Whatever_happens_both_sides_agree_in_the_end_and_nothing_is_doubled_or_lost()
    {
        var count = Setting("CALSYNC_HISTORIES", 600);
        var first = Setting("CALSYNC_SEED", 1);
        var statistics = new HistoryStatistics();
        for (var seed = first; seed < first + count; seed++)
        {
            await new History(seed, statistics).RunAsync();
        }

        output.WriteLine($"{count} histories: {statistics.Edits} edits, {statistics.Runs} runs, {statistics.Faults} faults, {statistics.Crashes} crashes, {statistics.LostLedgers} lost ledgers");
        Assert.True(statistics.Crashes > count / 3, "Too few crashes to mean anything.");
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
