using System.Collections.Concurrent;
using Severa.CalendarSync.Sandbox.Traffic;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>Every request the service sent to Exchange, and every answer.</summary>
public sealed class CollectedWire : ISandboxTranscript
{
    private readonly ConcurrentQueue<SandboxExchange> _exchanges = new();

    public IReadOnlyList<SandboxExchange> Exchanges => [.. _exchanges];

    public void Record(SandboxExchange exchange) => _exchanges.Enqueue(exchange);

    /// <summary>Holds all of it against Microsoft's schemas.</summary>
    public void AssertValid()
    {
        Assert.NotEmpty(_exchanges);
        foreach (var exchange in _exchanges)
        {
            Assert.Empty(EwsSchemas.ErrorsIn(exchange.Request));
            if (exchange.Status == 200)
            {
                Assert.Empty(EwsSchemas.ErrorsIn(exchange.Answer));
            }
        }
    }
}
