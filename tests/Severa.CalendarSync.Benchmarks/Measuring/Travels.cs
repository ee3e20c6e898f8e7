using System.Collections.Concurrent;
using System.Diagnostics;

namespace Severa.CalendarSync.Benchmarks.Measuring;

/// <summary>Changes made in Outlook, each with a title of its own, and when they were seen in Severa.</summary>
internal sealed class Travels(string beginning)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly ConcurrentDictionary<string, TimeSpan> _made = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _seen = new(StringComparer.Ordinal);

    public int Made => _made.Count;

    public bool AllArrived => _made.Keys.All(_seen.ContainsKey);

    public Quantiles Seconds => Quantiles.Of(_seen.Where(s => _made.ContainsKey(s.Key)).Select(s => (s.Value - _made[s.Key]).TotalSeconds));

    public string NextTitle() => $"{beginning} {_made.Count:D4}";

    public void Note(string title) => _made[title] = _watch.Elapsed;

    public async Task LookAsync(Ledger ledger)
    {
        foreach (var title in await ledger.TitlesAsync(beginning + " "))
        {
            _seen.TryAdd(title, _watch.Elapsed);
        }
    }
}
