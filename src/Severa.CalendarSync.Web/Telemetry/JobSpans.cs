using System.Diagnostics;
using Hangfire.Client;
using Hangfire.Server;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Web.Telemetry;

/// <summary>A span for each job, linked to what asked for it: the trace of a run leads to Hangfire's job, and to the click that caused it.</summary>
internal sealed class JobSpans : IClientFilter, IServerFilter
{
    private const string AskedBy = "AskedBy";
    private const string Span = "Span";

    /// <summary>Kept with the job: numbers of a trace, nothing else.</summary>
    public void OnCreating(CreatingContext context)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Recorded: true, Id: { } id })
        {
            context.SetJobParameter(AskedBy, id);
        }
    }

    public void OnCreated(CreatedContext context)
    {
    }

    public void OnPerforming(PerformingContext context)
    {
        var asked = ActivityContext.TryParse(context.GetJobParameter<string>(AskedBy), null, out var by) ? new[] { new ActivityLink(by) } : null;
        context.Items[Span] = SyncTelemetry.Source.StartActivity("job", ActivityKind.Consumer, default(ActivityContext), links: asked)?
            .SetTag("job.id", context.BackgroundJob.Id).SetTag("job.name", context.BackgroundJob.Job.Type.Name);
    }

    public void OnPerformed(PerformedContext context)
    {
        if (context.Items.TryGetValue(Span, out var item) && item is Activity span)
        {
            span.SetStatus(context.Exception is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
            span.Dispose();
        }
    }
}
