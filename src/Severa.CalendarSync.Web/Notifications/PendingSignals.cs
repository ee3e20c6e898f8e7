namespace Severa.CalendarSync.Web.Notifications;

/// <summary>
/// Mailboxes that are waiting for things to calm down: each until nothing was heard for a moment, but never longer than five such
/// moments. Safe to be used by several threads.
/// </summary>
internal sealed class PendingSignals(TimeSpan debounce)
{
    private const int MostMoments = 5;

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Pending> _pending = [];

    /// <summary>When the next mailbox is ready; null where none waits.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (_gate)
            {
                return _pending.Count == 0 ? null : _pending.Values.Min(p => p.ReadyAt);
            }
        }
    }

    /// <summary>Returns whether the mailbox did not wait already.</summary>
    public bool Note(Guid mailboxId, bool isCertain, DateTimeOffset now)
    {
        lock (_gate)
        {
            var isNew = !_pending.TryGetValue(mailboxId, out var known);
            var latest = isNew ? now + (MostMoments * debounce) : known!.Latest;
            var ready = now + debounce;
            _pending[mailboxId] = new Pending(ready < latest ? ready : latest, latest, isCertain || known?.IsCertain == true);
            return isNew;
        }
    }

    /// <summary>The mailboxes that are ready; they do not wait any more.</summary>
    public IReadOnlyList<(Guid MailboxId, bool IsCertain)> Take(DateTimeOffset now)
    {
        lock (_gate)
        {
            var ready = _pending.Where(p => p.Value.ReadyAt <= now).Select(p => (p.Key, p.Value.IsCertain)).ToList();
            ready.ForEach(r => _pending.Remove(r.Key));
            return ready;
        }
    }

    private sealed record Pending(DateTimeOffset ReadyAt, DateTimeOffset Latest, bool IsCertain);
}
