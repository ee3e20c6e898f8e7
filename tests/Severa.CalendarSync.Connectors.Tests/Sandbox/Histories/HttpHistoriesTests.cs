using System.Globalization;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox.Histories;

/// <summary>
/// Random lives of a mailbox over HTTP: the engine and the Exchange connector against the simulated Exchange, with faults
/// and kills at any request. <c>CALSYNC_HTTP_HISTORIES</c> sets how many, <c>CALSYNC_SEED</c> where to begin.
/// </summary>
[Trait("Category", "HttpHistories")]
public sealed class HttpHistoriesTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Whatever_happens_on_the_wire_both_calendars_agree_in_the_end_and_nothing_is_doubled_or_lost()
    {
        var count = Setting("CALSYNC_HTTP_HISTORIES", 40);
        var first = Setting("CALSYNC_SEED", 1);
        var clock = new SharedClock();
        var told = new HistoryNumbers();
        await using var host = await ExchangeHost.StartAsync(time: clock);
        for (var seed = first; seed < first + count; seed++)
        {
            await new HttpHistory(seed, host, clock, told).RunAsync();
        }

        output.WriteLine($"{count} histories: {told.Edits} edits, {told.Runs} runs, {told.Faults} faults, {told.Crashes} crashes, {told.Requests} requests");

        // One life alone, told again by its seed, may be a calm one.
        Assert.True(count < 10 || (told.Faults > count && told.Crashes > count / 3), $"Too little trouble to mean anything: {told.Faults} faults, {told.Crashes} crashes.");
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}

/// <summary>What happened in all histories together.</summary>
internal sealed class HistoryNumbers
{
    public int Edits { get; set; }

    public int Runs { get; set; }

    public int Faults { get; set; }

    public int Crashes { get; set; }

    public int Requests { get; set; }
}
