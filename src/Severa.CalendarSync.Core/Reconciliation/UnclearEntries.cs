using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>Entries of pairs that were not seen, and that nobody could say anything about yet: what seems new may be one of them (R11, R15).</summary>
internal sealed class UnclearEntries
{
    private readonly SyncPolicy _policy;
    private readonly HashSet<Guid> _ids;
    private readonly HashSet<string> _uids;
    private readonly HashSet<string> _series;

    public UnclearEntries(PlanInput input)
    {
        _policy = input.Policy;
        var unclear = input.Links.Where(l => input.Outlook.Of(l.Entry) is HalfView.Missing or HalfView.Unsure).ToList();
        _ids = [.. unclear.Select(l => l.Id)];
        _uids = unclear.Select(l => l.Uid).OfType<string>().ToHashSet(StringComparer.Ordinal);
        _series = unclear.Where(l => l.State == LinkState.Active).Select(l => l.Entry!.Key.Series).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A slot of a series of which some are not confirmed gone, or an entry that was moved.</summary>
    public bool MayBe(CalendarItem entry) => entry.Key.Series is { } series
        ? _series.Contains(series)
        : _uids.Contains(entry.Uid ?? "") || (_policy.IsOurs(entry.Stamp) && _ids.Contains(entry.Stamp!.LinkId));
}
