using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>
/// Thousands of random lives of an organisation. <c>CALSYNC_HISTORIES</c> sets how many, <c>CALSYNC_SEED</c> where to begin;
/// with the same seed the same stories are played. A failure prints its seed and the smallest story that fails in the same way,
/// or with <c>CALSYNC_SHRINK=0</c> the story as it is, where it only matters that one fails.
/// </summary>
[Trait("Category", "Histories")]
public sealed class HistoriesTests(ITestOutputHelper output)
{
    private const int FewestForShares = 200;

    [Fact]
    public void Whatever_happens_both_sides_agree_in_the_end_and_nothing_is_doubled_lost_or_mailed()
    {
        var (count, seed) = (Effort.Histories, Effort.Setting("CALSYNC_SEED", 1));
        var most = Effort.Setting("CALSYNC_FAILURES", 1);
        var failures = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var total = new HistoryStatistics();
        Parallel.For(
            seed, seed + count, () => new HistoryStatistics(),
            (one, loop, statistics) =>
            {
                if (failures.Count < most && Failure(StoryOf(one), statistics) is { } failure)
                {
                    failures.TryAdd(Kind(failure), Smallest(one, failure));
                }

                return statistics;
            },
            statistics =>
            {
                lock (total)
                {
                    total.Add(statistics);
                }
            });

        output.WriteLine(total.ToString());
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures.Values));
        Assert.True(count < FewestForShares || total.ShareWithOpenWrite >= 0.3, "Too few crashes between intend and record to mean anything.");
    }

    private static Story StoryOf(int seed) => StoryGen.Any.Generate(new PCG((uint)seed, (ulong)seed), null, out _);

    private static HistoryException? Failure(Story story, HistoryStatistics statistics)
    {
        try
        {
            WorldPlayer.Play(story, statistics);
            return null;
        }
        catch (HistoryException e)
        {
            return e;
        }
    }

    /// <summary>The smallest story that fails in the same way.</summary>
    private static string Smallest(int seed, HistoryException failure)
    {
        var kind = Kind(failure);
        var smallest = Effort.Setting("CALSYNC_SHRINK", 1) == 0 ? StoryOf(seed) : Shrinker.Smallest(StoryOf(seed), story => Failure(story, new HistoryStatistics()) is { } e && Kind(e) == kind);
        var last = Failure(smallest, new HistoryStatistics());
        var trace = last?.InnerException is BrokenInvariantException ? "" : "\n" + last?.InnerException;
        return string.Create(CultureInfo.InvariantCulture, $"History {seed} (CALSYNC_SEED={seed} CALSYNC_HISTORIES=1): {last?.Message}\n{smallest}\n-- the service --\n{last?.Told}{trace}");
    }

    /// <summary>What went wrong, without the names and texts of this one story.</summary>
    private static string Kind(HistoryException failure)
    {
        var what = string.Concat(failure.Message.Split('\'').Where((_, i) => i % 2 == 0));
        var words = what.Split(' ').Where(w => w.Length > 0 && w.All(char.IsLetter)).Take(8);
        return failure.InnerException!.GetType().Name + ": " + string.Join(' ', words);
    }
}
