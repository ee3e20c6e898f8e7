using System.Buffers;
using System.Text.Json;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>No content and no secret in anything that operators see.</summary>
internal static class Silence
{
    private const int Most = 10_000;

    public static void AssertNowhere(this StoryApp app, IReadOnlyCollection<string> secrets)
    {
        var seen = app.Log.Lines.Concat(JobTexts(app)).ToList();
        Assert.NotEmpty(seen);
        var words = SearchValues.Create([.. secrets], StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(seen, line => line.AsSpan().ContainsAny(words));
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

    private static string Arguments(Hangfire.Common.Job? job) => $"{job?.Type.Name}.{job?.Method.Name} {JsonSerializer.Serialize(job?.Args.Select(a => a?.GetType() == typeof(CancellationToken) ? "" : a))}";
}
