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
    private readonly Activity _test = new Activity("test").Start();
    private readonly List<Activity> _spans = [];
    private readonly ActivityListener _listener;

    public SpanTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source == SyncTelemetry.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            // Other tests run at the same time.
            ActivityStopped = span =>
            {
                if (span.TraceId == _test.TraceId)
                {
                    _spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _test.Dispose();
    }

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
        _spans.Select(Told).Order(StringComparer.Ordinal));
        Assert.NotNull(Assert.Single(_spans, s => s.OperationName == "run").GetTagItem("run.id"));
    }

    [Fact]
    public async Task A_write_tells_how_many_were_done()
    {
        _world.Outlook.UserAdds(_world.At("Talk"));
        _world.Severa.NextFault = name => name == "create" ? Fault.ItemsFail : Fault.None;
        await _world.RunAsync();

        Assert.Equal(0, Assert.Single(_spans, s => s.OperationName == "write").GetTagItem("write.done"));
    }

    [Fact]
    public async Task A_failed_run_tells_its_number()
    {
        _world.Outlook.NextFault = _ => Fault.Permanent;
        var report = await _world.RunAsync();

        var run = Assert.Single(_spans, s => s.OperationName == "run");
        Assert.Equal((report.ErrorNumber, ActivityStatusCode.Error), (run.GetTagItem("error.number"), run.Status));
    }

    [Fact]
    public async Task A_preview_tells_that_it_is_one()
    {
        await _world.PreviewAsync();
        Assert.Equal(true, Assert.Single(_spans, s => s.OperationName == "run").GetTagItem("run.preview"));
    }

    private static string Told(Activity span) => string.Join(' ', span.TagObjects
        .Where(t => t.Key != "run.id")
        .Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key}={t.Value}"))
        .Prepend(span.OperationName));
}
