namespace Severa.CalendarSync.TestKit;

/// <summary>The items of one Outlook mailbox, or the activities of everybody, with a log of their changes.</summary>
public sealed class InMemoryStore
{
    /// <summary>The version of what is gone.</summary>
    internal const string Deleted = "deleted";

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

    /// <summary>What is different since then, as Exchange tells it: one row an item, and none for what came and went in between.</summary>
    public IEnumerable<(string Id, string Version)> DifferencesSince(int cursor) => _changes.Skip(cursor)
        .GroupBy(c => c.Id, StringComparer.Ordinal)
        .Select(g => (Id: g.Key, g.Last().Version))
        .Where(c => c.Version != Deleted || _changes.Take(cursor).Any(before => before.Id == c.Id));

    /// <summary>What changed since then for one viewer; null sees everything.</summary>
    public IEnumerable<(string Id, string Version)> Since(int cursor, Guid? viewer) => _changes.Skip(cursor)
        .Where(c => viewer is null || c.Concerned.Count == 0 || c.Concerned.Contains(viewer.Value))
        .Select(c => (c.Id, c.Version));
}
