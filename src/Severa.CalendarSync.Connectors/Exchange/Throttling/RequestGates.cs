using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Severa.CalendarSync.Connectors.Exchange.Throttling;

/// <summary>One gate for each server and account: that is what a server counts.</summary>
internal sealed class RequestGates(IOptions<ExchangeOptions> options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<(string Host, string Account), RequestGate> _gates = new();

    public RequestGate Of(ExchangeConnectionOptions connection) =>
        _gates.GetOrAdd((connection.Endpoint.Authority, connection.SignIn.Account.ToUpperInvariant()), _ => new RequestGate(options.Value.Throttling, time));

    /// <summary>What each server has shown by the way.</summary>
    public IEnumerable<ServerNotes> Notes => _gates.Values.Select(gate => gate.Notes);

    public void Dispose()
    {
        foreach (var gate in _gates.Values)
        {
            gate.Dispose();
        }
    }
}
