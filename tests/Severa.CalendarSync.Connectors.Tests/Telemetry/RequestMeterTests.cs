using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Telemetry;

/// <summary>Every request is counted with its result, under our id of the connection; a trace tells its operation and nothing of what it says.</summary>
public sealed class RequestMeterTests : IDisposable
{
    private readonly Guid _connection = Guid.NewGuid();
    private readonly List<string> _counted = [];
    private readonly List<Activity> _spans = [];
    private int _streams;
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _traces;

    public RequestMeterTests()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name is "calendarsync.requests" or "calendarsync.notification.connections")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            var labels = tags.ToArray().ToDictionary(t => t.Key, t => t.Value);
            if (Equals(labels["connection"], _connection))
            {
                _counted.Add($"{labels["operation"]} {labels["result"]}");
            }
        });
        _meters.SetMeasurementEventCallback<int>((_, change, tags, _) => _streams += Equals(tags[0].Value, _connection) ? change : 0);
        _meters.Start();
        _traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SyncTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (Equals(span.GetTagItem("connection.id"), _connection))
                {
                    _spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_traces);
    }

    public static TheoryData<string, HttpStatusCode, string> Answers => new()
    {
        { Answer.Folder(), HttpStatusCode.OK, "ok" },
        { Answer.Messages("GetFolder", Answer.Error("GetFolder", "ErrorFolderNotFound", "<m:Folders/>")), HttpStatusCode.OK, "ok" },
        { Answer.Fault("ErrorServerBusy", 600000), HttpStatusCode.InternalServerError, "busy" },
        { Answer.Fault("ErrorImpersonateUserDenied"), HttpStatusCode.InternalServerError, "refused" },
        { "busy", HttpStatusCode.ServiceUnavailable, "busy" },
        { "forbidden", HttpStatusCode.Forbidden, "refused" },
        { "<a", HttpStatusCode.OK, "lost" },
    };

    public void Dispose()
    {
        _traces.Dispose();
        _meters.Dispose();
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Request_is_counted_by_its_result(string answer, HttpStatusCode status, string result)
    {
        // A lost answer is asked for once more.
        var server = new Conversation().Expect("GetFolder", answer, status).Expect("GetFolder", answer, status);

        await TryAsync(server);

        Assert.NotEmpty(_counted);
        Assert.All(_counted, counted => Assert.Equal($"GetFolder {result}", counted));
        Assert.Equal(server.Requests.Count, _counted.Count);
    }

    [Fact]
    public async Task A_trace_tells_the_operation_and_no_more()
    {
        await TryAsync(new Conversation().Expect("GetFolder", Answer.Fault("ErrorImpersonateUserDenied"), HttpStatusCode.InternalServerError));

        var span = Assert.Single(_spans);
        Assert.Equal("request", span.DisplayName);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal(
            ["connection.id", "error.code", "http.response.status_code", "request.operation", "request.size"],
            span.TagObjects.Select(tag => tag.Key).Order(StringComparer.Ordinal));
        Assert.Equal("ErrorImpersonateUserDenied", span.GetTagItem("error.code"));
    }

    [Fact]
    public async Task Code_that_nobody_knows_is_not_in_the_trace()
    {
        await TryAsync(new Conversation().Expect("GetFolder", Answer.Fault("ErrorMadeUpForThisTest"), HttpStatusCode.InternalServerError));

        Assert.Equal("unknown", Assert.Single(_spans).GetTagItem("error.code"));
    }

    [Fact]
    public async Task Open_connection_counts_until_it_is_closed()
    {
        var server = new Conversation().Expect("GetStreamingEvents", "", HttpStatusCode.OK);
        var stream = await Client(server).OpenAsync(new GetStreamingEventsOperation(["S"]), TimeSpan.FromMinutes(1), default);
        Assert.Equal(1, _streams);

        await stream.DisposeAsync();
        await stream.DisposeAsync();

        Assert.Equal(0, _streams);
    }

    [Fact]
    public async Task Nothing_of_our_traces_goes_to_the_server()
    {
        var headers = new List<string>();
        await using var spy = await SpyServer.StartAsync(http =>
        {
            headers.AddRange(http.Request.Headers.Keys);
            return Task.CompletedTask;
        });
        using var run = SyncTelemetry.Source.StartActivity("run");
        Assert.NotNull(run);
        using var client = new HttpClient(new GuardedHandler(new NetworkOptions { AllowLoopback = true }));

        using var answer = await client.GetAsync(spy.Address);

        Assert.NotEmpty(headers);
        Assert.DoesNotContain(headers, header => header.Equals("traceparent", StringComparison.OrdinalIgnoreCase));
    }

    private async Task TryAsync(Conversation server)
    {
        try
        {
            await Client(server).SendAsync(new GetFolderOperation(EwsFolderId.Calendar), default);
        }
        catch (SideException)
        {
            // What it means is told elsewhere.
        }
    }

    private EwsClient Client(Conversation server) => Setup.Client(
        server,
        Setup.Connection() with { Id = _connection },
        new EwsCaller(Setup.Address),
        TimeProvider.System,
        new NetworkOptions(),
        new EwsWireLog(NullLogger.Instance, WireLogLevel.Off, new RequestMeter()));
}
