using System.Collections.Concurrent;
using Severa.CalendarSync.Sandbox.Traffic;

namespace Severa.CalendarSync.Sandbox.Tests.Support;

internal sealed class RecordingTranscript : ISandboxTranscript
{
    public ConcurrentQueue<SandboxExchange> Exchanges { get; } = new();

    public void Record(SandboxExchange exchange) => Exchanges.Enqueue(exchange);
}
