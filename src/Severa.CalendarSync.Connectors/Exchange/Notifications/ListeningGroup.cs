namespace Severa.CalendarSync.Connectors.Exchange.Notifications;

/// <summary>The mailboxes that share one connection: at most 200. Whoever is taken out is not heard of any more, at once.</summary>
public sealed class ListeningGroup
{
    /// <summary>The most subscriptions that fit into one connection.</summary>
    public const int Most = Ews.GetStreamingEventsOperation.MostSubscriptions;

    private volatile HashSet<string> _addresses = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Raised after each change, on the thread that changed.</summary>
    internal event EventHandler? Changed;

    public IReadOnlyCollection<string> Addresses => _addresses;

    public bool Contains(string address) => _addresses.Contains(address);

    /// <summary>Who belongs to the group from now on.</summary>
    /// <exception cref="ArgumentException">They are too many.</exception>
    public void Set(IEnumerable<string> addresses)
    {
        var next = addresses.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (next.Count > Most)
        {
            throw new ArgumentException($"A group has at most {Most} mailboxes.", nameof(addresses));
        }

        if (!next.SetEquals(_addresses))
        {
            _addresses = next;
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }
}
