using Severa.CalendarSync.Benchmarks.Measuring;

namespace Severa.CalendarSync.Benchmarks.Bookkeeping;

/// <summary>
/// Measures what it costs the service and its database to find out, and to note, that nothing happened in a mailbox: with an Exchange that
/// answers at once, and with more and more links.
/// </summary>
internal static class BookkeepingCommand
{
    private const int WarmUps = 2;

    public static async Task<int> RunAsync(BookkeepingOptions options)
    {
        var table = new Table();
        table.Title($"{options.Mailboxes:#,0} mailboxes in which nothing happened, median of {options.Rounds} rounds, for each mailbox");
        table.Line("processors", $"{Environment.ProcessorCount}, load before {Use.MachineLoad}");
        foreach (var onPostgres in options.Postgres == 0 ? new[] { false } : [true, false])
        {
            foreach (var links in new[] { 0, options.Links / 10, options.Links })
            {
                Table.Progress($"{(onPostgres ? "PostgreSQL" : "SQLite")}, {links} links");
                await MeasureAsync(table, options, onPostgres, links);
            }
        }

        table.Line("load after", Use.MachineLoad);
        return 0;
    }

    private static async Task MeasureAsync(Table table, BookkeepingOptions options, bool onPostgres, int links)
    {
        var since = DateTime.UtcNow;
        await using var organisation = await QuietOrganisation.PrepareAsync(onPostgres, options.Mailboxes);
        await organisation.LinkAsync(links);
        for (var i = 0; i < WarmUps; i++)
        {
            await organisation.RoundAsync();
        }

        var costs = new List<Cost>();
        for (var i = 0; i < options.Rounds; i++)
        {
            costs.Add(await organisation.RoundAsync());
        }

        // In a round of its own: whoever counts costs something.
        using var statements = new Statements();
        await organisation.RoundAsync();
        await organisation.CheckAsync(since);
        table.Line(
            $"{(onPostgres ? "PostgreSQL" : "SQLite")}, {links:#,0} links",
            $"{statements.Commands / (double)options.Mailboxes:F2} statements, {statements.Transactions / (double)options.Mailboxes:F2} transactions, "
            + $"{Median(costs.Select(c => c.ProcessorMilliseconds)):F2} ms of processor, {Median(costs.Select(c => c.Milliseconds)):F2} ms");
    }

    private static double Median(IEnumerable<double> values) => Quantiles.Of(values).Median;
}
