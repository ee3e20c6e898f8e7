using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Web.Tests.Processes;
using Severa.CalendarSync.Web.Tests.Story;

namespace Severa.CalendarSync.Web.Tests.Telemetry;

/// <summary>Metrics, traces and logs go to the collector that somebody named, without anything about anybody.</summary>
[Collection(StoryCollection.Name)]
public sealed class OtlpTests
{
    [Fact]
    public async Task ACollector_GetsMetricsTracesAndLogs_WithoutContentsAndAddresses()
    {
        await using var collector = await Collector.StartAsync();
        await using var app = new AppFactory
        {
            Settings =
            {
                ["Telemetry:Otlp"] = collector.Address,
                ["Telemetry:TraceRatio"] = "1",
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
            },
        };
        using var aino = await app.SignInAsync(AppFactory.Aino);
        await aino.SwitchAsync(app, "on");
        await new SyncRuns(app).SucceededAsync();
        var run = await app.QueryAsync(db => db.Runs.OrderBy(r => r.Id).Select(r => r.RunId).FirstAsync());

        await ArrivedAsync("metrics", "calendarsync.runs", "calendarsync.stalest.age");
        await ArrivedAsync("traces", "run.id", $"{run}", "SyncFolderItems");
        await ArrivedAsync("logs", "Run of mailbox", $"{run}");

        var titles = await app.QueryAsync(db => db.Activities.Select(a => a.Title).Where(title => title.Length >= 12).ToListAsync());
        var addresses = await app.QueryAsync(db => db.Users.Select(u => u.Email!).ToListAsync());
        Assert.True(titles.Count > 10, $"{titles.Count} titles");
        var told = string.Concat(collector.Texts("metrics"), collector.Texts("traces"), collector.Texts("logs"));
        Assert.DoesNotContain(titles.Concat(addresses), word => told.Contains(word, StringComparison.OrdinalIgnoreCase));

        Task ArrivedAsync(string signal, params string[] words) => Wait.UntilAsync(
            () => Task.FromResult(words.All(word => collector.Texts(signal).Contains(word, StringComparison.Ordinal))), $"{signal} to arrive", TimeSpan.FromMinutes(1));
    }
}
