namespace Severa.CalendarSync.Sandbox.Notifications;

/// <summary>The latest events of one mailbox, numbered. A subscription is a place in it. The hub's lock guards it.</summary>
internal sealed class EventLog(int most)
{
    private readonly Queue<NumberedEvent> _events = [];

    /// <summary>Number of the newest event.</summary>
    public long Last { get; private set; }

    /// <summary>Everything after this number is still here.</summary>
    public long First => Last - _events.Count;

    public IReadOnlyList<NumberedEvent> Add(IReadOnlyList<MailboxEvent> events)
    {
        var numbered = events.Select(e => new NumberedEvent(++Last, e)).ToList();
        numbered.ForEach(_events.Enqueue);
        while (_events.Count > most)
        {
            _events.Dequeue();
        }

        return numbered;
    }

    public IReadOnlyList<NumberedEvent> Since(long number) => _events.Where(e => e.Number > number).ToList();
}

internal sealed record NumberedEvent(long Number, MailboxEvent Event);
