using System.Diagnostics.Metrics;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Web.Telemetry;

/// <summary>
/// What only the database knows: read when somebody asks, and at most every <see cref="FreshFor"/>. While the database does not answer
/// there are no such numbers, rather than old ones.
/// </summary>
internal sealed partial class StateGauges
{
    internal static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly ServiceStates _states;
    private readonly KeyCertificate _keys;
    private readonly TimeProvider _time;
    private readonly ILogger<StateGauges> _logger;
    private ServiceState? _state;
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;

    public StateGauges(ServiceStates states, KeyCertificate keys, IMeterFactory meters, TimeProvider time, ILogger<StateGauges> logger)
    {
        (_states, _keys, _time, _logger) = (states, keys, time, logger);
        var meter = meters.Create(SyncTelemetry.Name);
        Add("calendarsync.mailboxes", null, "Mailboxes that are to be kept in sync.", s => s.Synced);
        Add("calendarsync.mailboxes.in_time", null, "Those of them whose last success is at most three intervals ago.", s => s.InTime);
        Add("calendarsync.stalest.age", "s", "Time since the last success of the mailbox that has waited longest.", s => s.StalestFor.TotalSeconds);
        Add("calendarsync.stalest.intervals", null, "The same, in intervals of the synchronization.", s => s.StalestFor / s.Interval);
        Add("calendarsync.due", null, "Mailboxes whose turn has come, and that nobody has picked.", s => s.Due);
        Add("calendarsync.due.age", "s", "How long the first of them has waited.", s => s.DueFor.TotalSeconds);
        Add("calendarsync.queued", null, "Mailboxes that wait for a worker.", s => s.Queued);
        Add("calendarsync.running", null, "Runs under way.", s => s.Running);
        Add("calendarsync.held", null, "Deletions and new times that wait for a person.", s => s.Held);
        meter.CreateObservableGauge("calendarsync.certificate.days", Certificates, description: "Days until a certificate ends: of a connection's sign-in, or the one that encrypts the keys.");

        void Add(string name, string? unit, string description, Func<ServiceState, double> value) =>
            meter.CreateObservableGauge(name, () => Read() is { } state ? [new Measurement<double>(value(state))] : Array.Empty<Measurement<double>>(), unit, description);
    }

    private IEnumerable<Measurement<double>> Certificates()
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var ends = (Read()?.Certificates ?? []).Select(c => (Use: "connection", Connection: c.ConnectionId.ToString(), c.EndsAt));
        return (_keys.EndsAt is { } keys ? ends.Append((Use: "keys", Connection: "", EndsAt: keys)) : ends)
            .Select(c => new Measurement<double>((c.EndsAt - now).TotalDays, new("use", c.Use), new("connection", c.Connection)));
    }

    /// <summary>Instruments are read without waiting: by the thread of whoever asked, never by one that runs mailboxes.</summary>
    private ServiceState? Read()
    {
        lock (_lock)
        {
            if (_time.GetUtcNow() - _readAt < FreshFor)
            {
                return _state;
            }

            try
            {
                using var patience = new CancellationTokenSource(Patience);
                _state = _states.ReadAsync(patience.Token).GetAwaiter().GetResult();
            }
            catch (Exception problem)
            {
                _state = null;
                NotRead(_logger, problem.GetType().Name);
            }

            _readAt = _time.GetUtcNow();
            return _state;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The state of the service could not be measured: {Problem}")]
    private static partial void NotRead(ILogger logger, string problem);
}
