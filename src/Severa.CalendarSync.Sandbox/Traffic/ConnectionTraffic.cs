namespace Severa.CalendarSync.Sandbox.Traffic;

/// <summary>What one TCP connection was used for: handshakes that signed somebody in, and requests that were let in.</summary>
public sealed record ConnectionReport(string Id, int Handshakes, int Requests);

/// <summary>The counters of the latest connections.</summary>
public sealed class ConnectionTraffic
{
    private const int Most = 1000;
    private readonly Lock _gate = new();
    private readonly LinkedList<ConnectionReport> _connections = new();

    /// <summary>In the order of their first use.</summary>
    public IReadOnlyList<ConnectionReport> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _connections];
            }
        }
    }

    public void CountHandshake(string id) => Change(id, report => report with { Handshakes = report.Handshakes + 1 });

    public void CountRequest(string id) => Change(id, report => report with { Requests = report.Requests + 1 });

    public void Reset()
    {
        lock (_gate)
        {
            _connections.Clear();
        }
    }

    private void Change(string id, Func<ConnectionReport, ConnectionReport> change)
    {
        lock (_gate)
        {
            var node = _connections.Last;
            while (node is not null && node.Value.Id != id)
            {
                node = node.Previous;
            }

            node ??= _connections.AddLast(new ConnectionReport(id, 0, 0));
            node.Value = change(node.Value);
            if (_connections.Count > Most)
            {
                _connections.RemoveFirst();
            }
        }
    }
}
