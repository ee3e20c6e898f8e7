using System.Collections.Concurrent;
using System.Globalization;
using Hangfire;
using Hangfire.Storage;

namespace Severa.CalendarSync.Web.Telemetry;

/// <summary>What happened in one minute, on all nodes.</summary>
/// <param name="At">The beginning of the minute, UTC.</param>
public sealed record MinuteCount(DateTime At, int Runs, int Changes);

/// <summary>
/// Runs and changes by the minute, over all nodes: for the page that shows them live. Kept beside the jobs, where it may be thrown away.
/// </summary>
public sealed class Throughput(JobStorage storage, TimeProvider time)
{
    public const int ShownMinutes = 60;

    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(3);

    private readonly string _node = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<DateTime, (int Runs, int Changes)> _own = new();

    private DateTime ThisMinute => Floor(time.GetUtcNow().UtcDateTime);

    /// <summary>A run ended. Touches memory only.</summary>
    public void Note(int changes) =>
        _own.AddOrUpdate(ThisMinute, (1, changes), (_, known) => (known.Runs + 1, known.Changes + changes));

    /// <summary>Tells the other nodes what this one has counted.</summary>
    public void Publish()
    {
        var now = ThisMinute;
        foreach (var hour in _own.ToArray().GroupBy(minute => KeyOf(minute.Key), StringComparer.Ordinal))
        {
            using var connection = storage.GetConnection();
            using var transaction = (JobStorageTransaction)connection.CreateWriteTransaction();
            transaction.SetRangeInHash(hour.Key, hour.Select(minute => KeyValuePair.Create(FieldOf(minute.Key), $"{minute.Value.Runs} {minute.Value.Changes}")));
            transaction.ExpireHash(hour.Key, KeptFor);
            transaction.Commit();
        }

        // A run that ended just before may still be counted for the minute before.
        foreach (var old in _own.Keys.Where(minute => minute < now.AddMinutes(-1)))
        {
            _own.TryRemove(old, out _);
        }
    }

    /// <summary>The last hour, minute by minute, the oldest first; the minute that is under way comes last.</summary>
    public IReadOnlyList<MinuteCount> Read()
    {
        var now = ThisMinute;
        using var connection = storage.GetConnection();
        var counts = new[] { now.AddHours(-1), now }.Select(KeyOf).Distinct(StringComparer.Ordinal)
            .SelectMany(key => connection.GetAllEntriesFromHash(key) ?? [], (key, entry) => Parse(key, entry))
            .ToLookup(count => count.At);
        return
        [
            .. Enumerable.Range(1 - ShownMinutes, ShownMinutes).Select(i => now.AddMinutes(i))
                .Select(at => new MinuteCount(at, counts[at].Sum(c => c.Runs), counts[at].Sum(c => c.Changes))),
        ];
    }

    private string FieldOf(DateTime minute) => $"{minute.Minute:D2} {_node}";

    private static string KeyOf(DateTime minute) => string.Create(CultureInfo.InvariantCulture, $"throughput:{minute:yyyyMMddHH}");

    private static MinuteCount Parse(string key, KeyValuePair<string, string> entry)
    {
        var hour = DateTime.ParseExact(key[^10..], "yyyyMMddHH", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        var numbers = entry.Value.Split(' ');
        return new MinuteCount(
            hour.AddMinutes(int.Parse(entry.Key[..2], CultureInfo.InvariantCulture)),
            int.Parse(numbers[0], CultureInfo.InvariantCulture),
            int.Parse(numbers[1], CultureInfo.InvariantCulture));
    }

    private static DateTime Floor(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Utc);
}
