using System.Diagnostics.Metrics;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>Counts and times what is asked of Exchange, by connection: numbers, our own ids and names of operations.</summary>
internal sealed class RequestMeter
{
    public static readonly RequestMeter None = new();

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _durations;
    private readonly UpDownCounter<int> _streams;

    /// <param name="meters">The host's; without one nobody but this process can listen.</param>
    public RequestMeter(IMeterFactory? meters = null)
    {
        var meter = meters?.Create(SyncTelemetry.Name) ?? new Meter(SyncTelemetry.Name);
        _requests = meter.CreateCounter<long>("calendarsync.requests", description: "Requests to Exchange by connection, operation and result: ok, busy, refused or lost.");
        _durations = meter.CreateHistogram(
            "calendarsync.request.duration", "s", "Time of a request to Exchange, by connection.", advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
            });
        _streams = meter.CreateUpDownCounter<int>("calendarsync.notification.connections", description: "Open connections over which Exchange tells of changes, by connection.");
    }

    public RequestMeasure Begin(Guid connectionId, string operation, int size) => new(this, connectionId, operation, size);

    /// <summary>A connection over which changes are told is open until this is disposed.</summary>
    public IDisposable OpenStream(Guid connectionId) => new OpenStreamCount(_streams, connectionId);

    internal void Ended(Guid connectionId, string operation, string result, TimeSpan took)
    {
        _requests.Add(1, new("connection", connectionId), new("operation", operation), new("result", result));
        _durations.Record(took.TotalSeconds, new KeyValuePair<string, object?>("connection", connectionId));
    }

    private sealed class OpenStreamCount : IDisposable
    {
        private readonly UpDownCounter<int> _count;
        private readonly KeyValuePair<string, object?> _connection;
        private int _ended;

        public OpenStreamCount(UpDownCounter<int> count, Guid connectionId)
        {
            (_count, _connection) = (count, new("connection", connectionId));
            _count.Add(1, _connection);
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                _count.Add(-1, _connection);
            }
        }
    }
}
