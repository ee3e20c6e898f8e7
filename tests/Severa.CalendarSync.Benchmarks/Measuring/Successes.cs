namespace Severa.CalendarSync.Benchmarks.Measuring;

/// <summary>When each mailbox succeeded, as far as it was seen. One that was not seen makes a gap look longer, never shorter.</summary>
internal sealed class Successes
{
    private readonly Dictionary<Guid, List<DateTime>> _times = [];

    public void Note(Guid mailboxId, DateTime? at)
    {
        if (at is not { } time)
        {
            return;
        }

        if (!_times.TryGetValue(mailboxId, out var times))
        {
            _times[mailboxId] = times = [];
        }

        if (times.Count == 0 || times[^1] < time)
        {
            times.Add(time);
        }
    }

    /// <summary>Between two successes of a mailbox, of which the later one was within this time.</summary>
    public IReadOnlyList<TimeSpan> Gaps(DateTime from, DateTime to) =>
    [
        .. _times.Values.SelectMany(times => times.Zip(times.Skip(1), (earlier, later) => (earlier, later)))
            .Where(gap => gap.later >= from && gap.later <= to)
            .Select(gap => gap.later - gap.earlier),
    ];

    /// <summary>How long ago the last success of each mailbox was at this time.</summary>
    public IReadOnlyList<TimeSpan> Ages(DateTime at) => [.. _times.Values.Select(times => at - times.LastOrDefault(t => t <= at))];
}
