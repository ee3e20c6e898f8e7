namespace Severa.CalendarSync.Connectors.Exchange.Throttling;

/// <summary>The right to send one request now. Ends when it is disposed.</summary>
internal sealed class Turn(RequestGate gate, string mailbox) : IDisposable
{
    private int _ended;

    public string Mailbox => mailbox;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            gate.Leave(this);
        }
    }
}
