using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Runs;

/// <summary>What a trace tells of a run: its steps, numbers and our own ids, and no contents.</summary>
public sealed class SpanTests : IDisposable
{
    private readonly TestWorld _world = new();
    private readonly ConcurrentQueue<Activity> _stopped = new();
    private readonly ActivityListener _listener;

    public SpanTests()
    {
        // Other tests run at the same time, and their spans are heard too.
        _world.Policy = _world.Policy with { MailboxId = Guid.NewGuid() };
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SyncTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private Activity Run => Assert.Single(_stopped, s => Equals(s.GetTagItem("mailbox.id"), _world.Policy.MailboxId));

    private IEnumerable<Activity> Steps => _stopped.Where(s => s.ParentSpanId == Run.SpanId);

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_run_tells_what_it_read_and_wrote()
    {
        _world.Outlook.UserAdds(_world.At("Secret talk"));
        await _world.RunAsync();

        Assert.Equal(
        [
            "read side=Outlook read.result=Full read.items=1",
            "read side=Severa read.result=Full read.items=0",
            $"run mailbox.id={_world.Policy.MailboxId} run.preview=False run.outcome=Succeeded run.full=True run.writes=1",
            "write side=Severa write.kind=Create write.count=1 write.done=1",
        ],
        Steps.Append(Run).Select(Told).Order(StringComparer.Ordinal));
        Assert.NotNull(Run.GetTagItem("run.id"));
    }

    [Fact]
    public async Task A_write_tells_how_many_were_done()
    {
        _world.Outlook.UserAdds(_world.At("Talk"));
        _world.Severa.NextFault = name => name == "create" ? Fault.ItemsFail : Fault.None;
        await _world.RunAsync();

        Assert.Equal(0, Assert.Single(Steps, s => s.OperationName == "write").GetTagItem("write.done"));
    }

    [Fact]
    public async Task A_failed_run_tells_its_number()
    {
        _world.Outlook.NextFault = _ => Fault.Permanent;
        var report = await _world.RunAsync();

        Assert.Equal((report.ErrorNumber, ActivityStatusCode.Error), (Run.GetTagItem("error.number"), Run.Status));
    }

    [Fact]
    public async Task A_preview_tells_that_it_is_one()
    {
        await _world.PreviewAsync();
        Assert.Equal(true, Run.GetTagItem("run.preview"));
    }

    private static string Told(Activity span) => string.Join(' ', span.TagObjects
        .Where(t => t.Key != "run.id")
        .Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key}={t.Value}"))
        .Prepend(span.OperationName));
}
