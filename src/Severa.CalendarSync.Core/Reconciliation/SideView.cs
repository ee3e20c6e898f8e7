using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>What this run knows of one half of a pair.</summary>
public abstract record HalfView
{
    private HalfView()
    {
    }

    /// <summary>Read in this run.</summary>
    public sealed record Present(CalendarItem Item) : HalfView;

    /// <summary>As the ledger knows it; not read again.</summary>
    public sealed record AsKnown : HalfView;

    /// <summary>Not seen where it should be; nobody asked by id yet.</summary>
    public sealed record Missing : HalfView;

    /// <summary>The side said that it is gone.</summary>
    public sealed record Gone : HalfView;

    /// <summary>The side could not say.</summary>
    public sealed record Unsure(string Code) : HalfView;

    /// <summary>The link has no such half (any more, or not yet).</summary>
    public sealed record None : HalfView;
}

/// <summary>One side's reading and the answers to look-ups, by key.</summary>
public sealed class SideView
{
    private static readonly HalfView AsKnown = new HalfView.AsKnown();
    private static readonly HalfView Missing = new HalfView.Missing();
    private static readonly HalfView Gone = new HalfView.Gone();
    private static readonly HalfView None = new HalfView.None();

    private readonly Dictionary<ItemKey, HalfView> _seen = [];
    private readonly Dictionary<ItemKey, HalfView> _lookedUp;
    private readonly HashSet<ItemKey> _suspects = [];
    private readonly bool _isFull;

    public SideView(Side side, SideReading reading, IReadOnlyDictionary<ItemKey, Sighting>? lookedUp = null)
    {
        Side = side;
        Epoch = reading.Epoch;
        Clock = reading.Clock;
        _isFull = reading is SideReading.Full;
        _lookedUp = (lookedUp ?? new Dictionary<ItemKey, Sighting>()).ToDictionary(p => p.Key, p => ViewOf(p.Value));
        switch (reading)
        {
            case SideReading.Full full:
                foreach (var seen in full.Items)
                {
                    _seen[seen.SeenKey] = ViewOf(seen);
                }

                break;
            case SideReading.Delta delta:
                foreach (var item in delta.Changed)
                {
                    _seen[item.Key] = new HalfView.Present(item);
                }

                _suspects.UnionWith(delta.Suspects);
                break;
        }
    }

    public Side Side { get; }

    public string Epoch { get; }

    /// <summary>The reading covers the whole window, so that what it does not show is missing.</summary>
    public bool IsFull => _isFull;

    /// <summary>Everything this reading showed, read or as known.</summary>
    public IEnumerable<ItemKey> Keys => _seen.Keys;

    /// <summary>The side's clock; null where it is ours.</summary>
    public ServerClock? Clock { get; }

    /// <summary>Every item whose content was read.</summary>
    public IEnumerable<CalendarItem> Items => _seen.Values.Concat(_lookedUp.Values).OfType<HalfView.Present>().Select(p => p.Item).DistinctBy(i => i.Key);

    public IEnumerable<(ItemKey Key, string Code)> Unreadable =>
        _seen.Where(p => p.Value is HalfView.Unsure).Select(p => (p.Key, ((HalfView.Unsure)p.Value).Code));

    public HalfView Of(LinkHalf? half) => half is null ? None : Of(half.Key);

    public HalfView Of(ItemKey key)
    {
        // A look-up is younger than the reading.
        if (_lookedUp.TryGetValue(key, out var answer))
        {
            return answer;
        }

        if (_seen.TryGetValue(key, out var seen))
        {
            return seen;
        }

        return _isFull || _suspects.Contains(key) ? Missing : AsKnown;
    }

    /// <summary>A reading of the whole window did not show it. What was shown and vanished after that is told by the next reading, under its new key too.</summary>
    public bool IsAbsent(ItemKey key) => _isFull && !_seen.ContainsKey(key);

    public bool WasLookedUp(ItemKey key) => _lookedUp.ContainsKey(key);

    private static HalfView ViewOf(Seen seen) => seen switch
    {
        Seen.Fresh fresh => new HalfView.Present(fresh.Item),
        Seen.Unreadable unreadable => new HalfView.Unsure(unreadable.Code),
        _ => AsKnown,
    };

    private static HalfView ViewOf(Sighting sighting) => sighting switch
    {
        Sighting.Present present => new HalfView.Present(present.Item),
        Sighting.Unknown unknown => new HalfView.Unsure(unknown.Code),
        _ => Gone,
    };
}
