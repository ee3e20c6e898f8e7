using System.Collections.Concurrent;

namespace Severa.CalendarSync.Sandbox.Traffic;

/// <summary>What went through the server, per mailbox: requests by operation, bytes, mails that would have been sent.</summary>
public sealed class TrafficCounters
{
    /// <summary>Requests that never got as far as a mailbox.</summary>
    public const string NoMailbox = "-";

    private readonly ConcurrentDictionary<string, MailboxTraffic> _mailboxes = new(StringComparer.OrdinalIgnoreCase);

    public void Record(string? mailbox, string operation, long bytesIn, long bytesOut, int mails) =>
        _mailboxes.GetOrAdd(mailbox ?? NoMailbox, _ => new MailboxTraffic()).Add(operation, bytesIn, bytesOut, mails);

    public TrafficReport Of(string mailbox) =>
        _mailboxes.TryGetValue(mailbox, out var traffic) ? traffic.Report() : new TrafficReport(0, new Dictionary<string, int>(StringComparer.Ordinal), 0, 0, 0);

    public IReadOnlyDictionary<string, TrafficReport> All() =>
        _mailboxes.ToDictionary(pair => pair.Key, pair => pair.Value.Report(), StringComparer.OrdinalIgnoreCase);

    public void Reset(string? mailbox)
    {
        if (mailbox is null)
        {
            _mailboxes.Clear();
        }
        else
        {
            _mailboxes.TryRemove(mailbox, out _);
        }
    }
}

/// <summary>The counters of one mailbox at one moment.</summary>
public sealed record TrafficReport(int Requests, IReadOnlyDictionary<string, int> Operations, long BytesIn, long BytesOut, int Mails);

/// <summary>The running counters of one mailbox.</summary>
public sealed class MailboxTraffic
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _operations = new(StringComparer.Ordinal);
    private long _bytesIn;
    private long _bytesOut;
    private int _mails;

    public void Add(string operation, long bytesIn, long bytesOut, int mails)
    {
        lock (_gate)
        {
            _operations[operation] = _operations.GetValueOrDefault(operation) + 1;
            _bytesIn += bytesIn;
            _bytesOut += bytesOut;
            _mails += mails;
        }
    }

    public TrafficReport Report()
    {
        lock (_gate)
        {
            return new TrafficReport(_operations.Values.Sum(), new SortedDictionary<string, int>(_operations, StringComparer.Ordinal), _bytesIn, _bytesOut, _mails);
        }
    }
}
