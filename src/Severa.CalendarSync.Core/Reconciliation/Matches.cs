using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>Which entry each link has from now on, and how that is known. Every entry is taken once.</summary>
internal sealed class Matches
{
    private readonly Dictionary<Guid, (CalendarItem Entry, Reason Reason)> _byLink = [];
    private readonly HashSet<ItemKey> _taken = [];

    public CalendarItem? Of(Link link) => _byLink.TryGetValue(link.Id, out var match) ? match.Entry : null;

    public Reason Reason(Link link) => _byLink[link.Id].Reason;

    public bool Contains(Link link) => _byLink.ContainsKey(link.Id);

    public bool ContainsEntry(CalendarItem entry) => _taken.Contains(entry.Key);

    public void Add(Link link, CalendarItem entry, Reason reason)
    {
        _byLink.Add(link.Id, (entry, reason));
        _taken.Add(entry.Key);
    }
}
