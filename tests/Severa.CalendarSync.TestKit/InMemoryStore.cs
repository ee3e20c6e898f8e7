namespace Severa.CalendarSync.TestKit;

/// <summary>The items of one Outlook mailbox, or the activities of everybody, with a log of their changes.</summary>
public sealed class InMemoryStore
{
    private readonly List<(string Id, string Version, IReadOnlyList<Guid> Concerned)> _changes = [];
    private int _nextId;

    public List<StoredItem> Items { get; } = [];

    public int Changes => _changes.Count;

    /// <summary>Neighbouring ids differ by letter case only.</summary>
    public string NewId(string prefix)
    {
        var number = _nextId++;
        return $"{prefix}-{(number % 2 == 0 ? "Ab" : "aB")}-{number / 2:D5}";
    }

    /// <summary>Everything becomes as it is in another store.</summary>
    public void CopyFrom(InMemoryStore other)
    {
        Items.Clear();
        Items.AddRange(other.Items.Select(i => i.Copy()));
        _changes.Clear();
        _changes.AddRange(other._changes);
        _nextId = other._nextId;
    }

    /// <summary>Somebody changed this item; it concerns those it concerned before and after.</summary>
    public void Log(StoredItem item, string version, Guid? also = null) =>
        _changes.Add((item.Id, version, [.. item.Concerned, .. also is { } person ? [person] : Array.Empty<Guid>()]));

    /// <summary>What changed since then for one viewer; null sees everything.</summary>
    public IEnumerable<(string Id, string Version)> Since(int cursor, Guid? viewer) => _changes.Skip(cursor)
        .Where(c => viewer is null || c.Concerned.Count == 0 || c.Concerned.Contains(viewer.Value))
        .Select(c => (c.Id, c.Version));
}
