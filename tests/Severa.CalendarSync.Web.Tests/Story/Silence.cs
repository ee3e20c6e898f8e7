using System.Buffers;
using System.Net;
using System.Text.Json;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Web.Tests.Telemetry;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>No content and no secret in anything that operators see: logs, traces, measurements, jobs, their pages, and the support file.</summary>
internal static class Silence
{
    private const int Most = 10_000;
    private const int MostDetails = 10;
    private const string Log = "log lines";

    private static readonly string[] Pages =
    [
        "/operations", "/operations/runs", "/operations/jobs", "/operations/jobs/servers", "/operations/jobs/recurring", "/operations/jobs/retries",
        "/operations/jobs/jobs/enqueued", "/operations/jobs/jobs/scheduled", "/operations/jobs/jobs/processing", "/operations/jobs/jobs/succeeded",
        "/operations/jobs/jobs/failed", "/operations/jobs/jobs/deleted", "/operations/jobs/jobs/awaiting",
    ];

    /// <param name="app">The service, which has worked and failed.</param>
    /// <param name="operatorVisit">Somebody who may see all of it.</param>
    /// <param name="secrets">What must be nowhere.</param>
    /// <returns>How much was looked through, in words.</returns>
    public static async Task<string> AssertNowhereAsync(this StoryApp app, Visitor operatorVisit, IReadOnlyCollection<string> secrets)
    {
        Assert.NotEqual(0, FailedJobs(app));
        var words = SearchValues.Create([.. secrets], StringComparison.OrdinalIgnoreCase);
        var sources = await SourcesAsync(app, operatorVisit);
        foreach (var source in sources)
        {
            Assert.True(source.Texts.Any(text => text.Contains(source.Expected, StringComparison.Ordinal)), $"{source.Expected} is in none of {source.Texts.Count} {source.Name}.");
            Assert.DoesNotContain(source.Texts, text => text.AsSpan().ContainsAny(words));
        }

        AssertNoAddress(sources);
        Assert.DoesNotContain(app.Log.Lines, line => line.Contains("were not published", StringComparison.Ordinal) || line.Contains("could not be measured", StringComparison.Ordinal));
        return string.Join(", ", sources.Select(s => $"{s.Texts.Count} {s.Name}"));
    }

    /// <summary>Arguments and failures of every job Hangfire knows of.</summary>
    public static IReadOnlyList<string> JobTexts(AppFactory app)
    {
        var jobs = app.Services.GetRequiredService<JobStorage>().GetMonitoringApi();
        var failed = jobs.FailedJobs(0, Most).Select(j => $"{Arguments(j.Value.Job)} {j.Value.ExceptionMessage} {j.Value.ExceptionDetails}");
        return
        [
            .. failed,
            .. jobs.SucceededJobs(0, Most).Select(j => $"{Arguments(j.Value.Job)} {JsonSerializer.Serialize(j.Value.Result)}"),
            .. jobs.ScheduledJobs(0, Most).Select(j => Arguments(j.Value.Job)),
            .. jobs.ProcessingJobs(0, Most).Select(j => Arguments(j.Value.Job)),
        ];
    }

    public static int FailedJobs(AppFactory app) => app.Services.GetRequiredService<JobStorage>().GetMonitoringApi().FailedJobs(0, Most).Count;

    /// <summary>People of the sandbox are at contoso.test. Log lines of the tests' own visits to it are not the service's.</summary>
    private static void AssertNoAddress(IReadOnlyList<Source> sources) =>
        Assert.DoesNotContain(sources.Where(s => s.Name != Log).SelectMany(s => s.Texts), text => text.Contains("@contoso", StringComparison.OrdinalIgnoreCase));

    private static async Task<IReadOnlyList<Source>> SourcesAsync(StoryApp app, Visitor operatorVisit) =>
    [
        new(Log, "Run of mailbox", app.Log.Lines),
        new("jobs", "SyncMailboxesJob", JobTexts(app)),
        new("spans", "run.outcome=Failed", app.Traces.Lines),
        new("lines of measurements", "outcome=\"Failed\"", (await MetricsText.ReadAsync(app)).Text.Split('\n')),
        new("pages of operators", "JobFailedException", await PagesAsync(app, operatorVisit)),
        new("lines of the support file", "\"outcome\": \"Failed\"", (await operatorVisit.ReadAsync("/operations?handler=SupportFile")).Split('\n')),
    ];

    private static async Task<IReadOnlyList<string>> PagesAsync(StoryApp app, Visitor operatorVisit)
    {
        var jobs = app.Services.GetRequiredService<JobStorage>().GetMonitoringApi();
        var details = jobs.FailedJobs(0, MostDetails).Select(j => j.Key)
            .Concat(jobs.SucceededJobs(0, MostDetails).Select(j => j.Key))
            .Select(id => $"/operations/jobs/jobs/details/{id}");
        var texts = new List<string>();
        foreach (var page in Pages.Concat(details))
        {
            texts.Add(WebUtility.HtmlDecode(await operatorVisit.ReadAsync(page)));
        }

        return texts;
    }

    private static string Arguments(Hangfire.Common.Job? job) => $"{job?.Type.Name}.{job?.Method.Name} {JsonSerializer.Serialize(job?.Args.Select(a => a?.GetType() == typeof(CancellationToken) ? "" : a))}";

    /// <summary>Something that people who help may read.</summary>
    /// <param name="Name">What it is.</param>
    /// <param name="Expected">What must be in it: otherwise it was not read.</param>
    private sealed record Source(string Name, string Expected, IReadOnlyList<string> Texts);
}
