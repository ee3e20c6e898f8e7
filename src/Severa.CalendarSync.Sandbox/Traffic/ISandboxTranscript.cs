namespace Severa.CalendarSync.Sandbox.Traffic;

/// <summary>One request and its answer, as they went over the wire. <see cref="Answer"/> is what was meant to be sent, even when a fault dropped it.</summary>
public sealed record SandboxExchange(string Operation, string? Mailbox, int Status, string Request, string Answer);

/// <summary>Sees every message pair. Register one or more; the sandbox calls each before the answer leaves.</summary>
public interface ISandboxTranscript
{
    void Record(SandboxExchange exchange);
}
