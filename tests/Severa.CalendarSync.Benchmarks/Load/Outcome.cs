using Severa.CalendarSync.Benchmarks.Measuring;
using Severa.CalendarSync.Benchmarks.Stage;

namespace Severa.CalendarSync.Benchmarks.Load;

/// <summary>Compares both calendars of everybody, title by title.</summary>
internal static class Outcome
{
    private const int AtOnce = 8;

    /// <returns>0 where they are all equal and nothing is there twice.</returns>
    public static async Task<int> TellAsync(WholeStage stage, LoadOptions options, Table table)
    {
        var activities = await new Ledger(stage.Database).ActivitiesAsync();
        var (unequal, doubled, missing) = (0, 0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, options.Mailboxes), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (person, _) =>
        {
            var (outlook, severa) = (await stage.Outlook.SubjectsAsync(People.Address(person)), activities[People.Address(person)].ToList());
            var isEqual = outlook.Order(StringComparer.Ordinal).SequenceEqual(severa.Order(StringComparer.Ordinal), StringComparer.Ordinal);
            Interlocked.Add(ref unequal, isEqual ? 0 : 1);
            Interlocked.Add(ref doubled, Doubled(outlook) + Doubled(severa));
            Interlocked.Add(ref missing, Math.Max(0, options.Entries + options.Activities - outlook.Count));
        });
        table.Title("In the end");
        table.Line("mailboxes whose calendars differ", unequal);
        table.Line("entries or activities that are there twice", doubled);
        table.Line("entries that are missing", missing);
        return unequal + doubled + missing == 0 ? 0 : 1;
    }

    private static int Doubled(IReadOnlyCollection<string> titles) => titles.Count - titles.Distinct(StringComparer.Ordinal).Count();
}
