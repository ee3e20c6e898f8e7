namespace Severa.CalendarSync.Data.Pruning;

/// <summary>How many rows one pruning deleted, by table.</summary>
public sealed record PruningReport(IReadOnlyDictionary<string, int> Deleted)
{
    public int Total => Deleted.Values.Sum();
}
