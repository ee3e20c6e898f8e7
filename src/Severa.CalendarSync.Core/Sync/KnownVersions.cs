using System.Collections.Frozen;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>What the ledger's links say about versions on one side.</summary>
internal sealed class KnownVersions : IKnownVersions
{
    /// <summary>Nothing is known: everything is fetched.</summary>
    public static readonly KnownVersions None = new([], Side.Outlook, FrozenSet<ItemVersion>.Empty, FrozenSet<string>.Empty);

    private readonly Dictionary<ItemVersion, ItemKey> _keys = [];
    private readonly HashSet<ItemVersion> _oldNews = [];
    private readonly HashSet<string> _awaited = new(StringComparer.Ordinal);
    private readonly IReadOnlySet<ItemVersion> _ownWrites;

    public KnownVersions(IEnumerable<Link> links, Side side, IReadOnlySet<ItemVersion> ownWrites, IReadOnlySet<string> awaited)
    {
        _ownWrites = ownWrites;
        foreach (var link in links)
        {
            if (link.Half(side) is not { } half)
            {
                continue;
            }

            var version = new ItemVersion(half.Key.Id, half.Version);
            _keys[version] = half.Key;
            if ((link.Origin == Origin.Outlook) == (side == Side.Outlook))
            {
                _oldNews.Add(version);
            }

            // Of an occurrence only its series is told.
            if (!half.Key.IsOccurrence && awaited.Contains(half.Key.Id))
            {
                _awaited.Add(half.Key.Id);
            }
        }
    }

    public IReadOnlySet<string> Awaited => _awaited;

    public ItemKey? KeyOf(string id, string version) => _keys.GetValueOrDefault(new ItemVersion(id, version));

    public bool IsOwnWrite(string id, string version) => _ownWrites.Contains(new ItemVersion(id, version)) || KeyOf(id, version) is not null;

    public bool IsOldNews(string id, string version) => _oldNews.Contains(new ItemVersion(id, version));
}
