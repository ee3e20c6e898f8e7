using System.Diagnostics;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>
/// What traces tell of a run: numbers and our own ids, never contents, addresses or secrets. Costs nothing while nobody listens.
/// </summary>
public static class SyncTelemetry
{
    /// <summary>The name of our traces and of our measurements.</summary>
    public const string Name = "Severa.CalendarSync";

    public static readonly ActivitySource Source = new(Name);

    internal static Activity? StartRun(Guid mailboxId, Guid runId, bool isPreview) =>
        Source.StartActivity("run")?.SetTag("mailbox.id", mailboxId).SetTag("run.id", runId).SetTag("run.preview", isPreview);

    internal static Activity? StartRead(Side side) => Source.StartActivity("read")?.SetTag("side", side.ToString());

    internal static Activity? StartWrite(SyncAction[] batch) => Source.StartActivity("write")?
        .SetTag("side", batch[0].Target.ToString()).SetTag("write.kind", batch[0].Kind.ToString()).SetTag("write.count", batch.Length);

    internal static void Tell(this Activity? span, RunReport report)
    {
        span?.SetTag("run.outcome", report.Outcome.ToString()).SetTag("run.full", report.WasFull).SetTag("run.writes", report.Counts.Writes);
        if (report.ErrorNumber is { } number)
        {
            span?.SetTag("error.number", number).SetStatus(ActivityStatusCode.Error);
        }
    }

    internal static void Tell(this Activity? span, SideReading reading) =>
        span?.SetTag("read.result", reading.GetType().Name).SetTag("read.items", reading.ReadItems().Count());

    internal static void Tell(this Activity? span, IReadOnlyList<WriteOutcome> outcomes) =>
        span?.SetTag("write.done", outcomes.Count(o => o.Status == WriteStatus.Done));
}
