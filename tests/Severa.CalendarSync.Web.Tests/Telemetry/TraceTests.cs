using System.Diagnostics;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Web.Tests.Processes;
using Severa.CalendarSync.Web.Tests.Story;

namespace Severa.CalendarSync.Web.Tests.Telemetry;

/// <summary>From a click to the request at Exchange: one way to follow, with numbers and ids only.</summary>
[Collection(StoryCollection.Name)]
public sealed class TraceTests
{
    private static readonly string[] OfRequests = ["error.type", "http.request.method", "http.response.status_code", "http.route", "network.protocol.version", "url.scheme"];

    [Fact]
    public async Task ARun_IsFollowedFromTheClickToExchange()
    {
        await using var app = new DemoStoryApp { Settings = { ["Exchange:WireLog"] = "Summary" } };
        var runs = new SyncRuns(app);
        using var aino = await app.SignInAsync(AppFactory.Aino);
        using var query = await aino.GetAsync($"/activities?note={Planted.Marker}");
        await aino.SwitchAsync(app, "on");
        await runs.SucceededAsync();
        await runs.IdleAsync();

        var (mailbox, run) = ((await runs.MailboxAsync()).Id, await app.QueryAsync(db => db.Runs.OrderBy(r => r.Id).Select(r => r.RunId).FirstAsync()));
        var span = await SpanOfAsync(app, run);
        Assert.Equal(mailbox, span.GetTagItem("mailbox.id"));
        Assert.Equal("Succeeded", span.GetTagItem("run.outcome"));
        var job = app.Traces.Spans.Single(s => s.SpanId == span.ParentSpanId);
        Assert.Equal("job", job.DisplayName);
        Assert.NotNull(app.Services.GetRequiredService<JobStorage>().GetMonitoringApi().JobDetails((string)job.GetTagItem("job.id")!));
        AssertInside(app, span);
        AssertAsked(app, job);
        AssertLogged(app, run, mailbox);
    }

    private static async Task<Activity> SpanOfAsync(DemoStoryApp app, Guid run)
    {
        await Wait.UntilAsync(() => Task.FromResult(app.Traces.Spans.Any(s => IsOf(s, run))), "the trace to end", TimeSpan.FromMinutes(1));
        return app.Traces.Spans.Single(s => IsOf(s, run));

        static bool IsOf(Activity span, Guid run) => Equals(span.GetTagItem("run.id"), run);
    }

    /// <summary>Both sides are read, batches are written, and requests belong to one of them.</summary>
    private static void AssertInside(DemoStoryApp app, Activity run)
    {
        var inside = app.Traces.Spans.Where(s => s.TraceId == run.TraceId).ToList();
        Assert.Equal(["Outlook", "Severa"], inside.Where(s => s.DisplayName == "read").Select(s => $"{s.GetTagItem("side")}").Order(StringComparer.Ordinal));
        Assert.Contains(inside, s => s.DisplayName == "write" && Equals(s.GetTagItem("write.kind"), "Create"));
        var read = inside.Single(s => s.DisplayName == "read" && Equals(s.GetTagItem("side"), "Outlook"));
        Assert.Contains(inside, s => s.DisplayName == "request" && s.ParentSpanId == read.SpanId && Equals(s.GetTagItem("request.operation"), "SyncFolderItems"));
        Assert.All(inside.Where(s => s.DisplayName == "request"), s => Assert.Equal(ActivityKind.Client, s.Kind));
    }

    /// <summary>The job leads to the page that asked for it; of the page a trace tells its route.</summary>
    private static void AssertAsked(DemoStoryApp app, Activity job)
    {
        var asked = Assert.Single(job.Links).Context;
        var click = app.Traces.Spans.Single(s => s.SpanId == asked.SpanId);
        Assert.Equal("profile/switch/{handler?}", (string?)click.GetTagItem("http.route"), ignoreCase: true);
        var pages = app.Traces.Spans.Where(s => s.Source.Name != SyncTelemetry.Name).ToList();
        Assert.Contains(pages, s => Equals(s.GetTagItem("http.route"), "activities"));
        Assert.Empty(pages.SelectMany(s => s.TagObjects.Select(tag => tag.Key)).Distinct(StringComparer.Ordinal).Except(OfRequests));
        Assert.DoesNotContain(app.Traces.Lines, line => line.Contains(Planted.Marker, StringComparison.Ordinal));
    }

    /// <summary>Each line of the log that belongs to the run says so, those of the connector included.</summary>
    private static void AssertLogged(DemoStoryApp app, Guid run, Guid mailbox)
    {
        var lines = app.Log.Lines.Where(line => line.Contains($"RunId={run}", StringComparison.Ordinal)).ToList();
        Assert.All(lines, line => Assert.Contains($"MailboxId={mailbox}", line, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("\"SyncFolderItems\" of", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains($"Run of mailbox {mailbox}", StringComparison.Ordinal));
    }
}
