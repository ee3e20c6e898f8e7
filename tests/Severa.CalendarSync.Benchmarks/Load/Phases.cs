using System.Diagnostics;
using Severa.CalendarSync.Benchmarks.Measuring;
using Severa.CalendarSync.Benchmarks.Stage;

namespace Severa.CalendarSync.Benchmarks.Load;

/// <summary>The first runs, and what comes after them.</summary>
internal sealed class Phases(WholeStage stage, LoadOptions options, int? busy, Table table)
{
    /// <summary>One mailbox in so many is changed in each interval.</summary>
    private const int OneIn = 50;

    private static readonly TimeSpan MostPatience = TimeSpan.FromHours(2);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private readonly Ledger _ledger = new(stage.Database);
    private readonly Successes _successes = new();
    private readonly Travels _edits = new("Edit");

    private int Pairs => options.Entries + options.Activities;

    private TimeSpan Interval => TimeSpan.FromMinutes(options.Interval);

    /// <summary>From the start of the service until every mailbox has all its pairs.</summary>
    public async Task FirstRunsAsync()
    {
        await stage.Product.StartAsync();
        var meter = await Meter.StartAsync(stage, busy);
        var (watch, looks) = (Stopwatch.StartNew(), 0);
        var half = (TimeSpan?)null;
        using var timer = new PeriodicTimer(Look);
        while (await _ledger.ConvergedAsync(Pairs) is var done && done < options.Mailboxes)
        {
            half ??= done >= options.Mailboxes / 2 ? watch.Elapsed : null;
            if (looks++ % 15 == 0)
            {
                Table.Progress($"{done} of {options.Mailboxes} mailboxes have all their pairs.");
            }

            if (watch.Elapsed > MostPatience)
            {
                throw new TimeoutException($"After {watch.Elapsed} only {done} of {options.Mailboxes} mailboxes had all their pairs.");
            }

            await timer.WaitForNextTickAsync();
        }

        table.Title("First runs: until all mailboxes have all their pairs");
        await meter.TellAsync(table);
        table.Line("half of them were done after", $"{half ?? watch.Elapsed:hh\\:mm\\:ss}");
        table.Line("requests for each mailbox", (double)meter.Traffic.Requests / options.Mailboxes);
    }

    /// <summary>One interval to calm down; then it is measured how regularly each mailbox succeeds, while some are changed.</summary>
    public async Task SteadyStateAsync()
    {
        Table.Progress($"All have their pairs. {options.Interval} minutes to calm down, then {options.Steady.TotalMinutes} of steady state.");
        await WatchAsync(Interval);
        var (from, meter) = (DateTime.UtcNow, await Meter.StartAsync(stage, busy));
        using var end = new CancellationTokenSource();
        var editing = EditAsync(end.Token);
        await WatchAsync(options.Steady);
        await end.CancelAsync();
        await editing;

        var intervals = meter.Elapsed / Interval;
        table.Title($"Steady state, {intervals:F1} intervals");
        await meter.TellAsync(table);
        var gaps = Quantiles.Of(_successes.Gaps(from, DateTime.UtcNow).Select(gap => gap / Interval));
        table.Line("between two successes of a mailbox", gaps.Text("intervals"));
        table.Line("since the last success of each, at the end", Quantiles.Of(_successes.Ages(DateTime.UtcNow).Select(age => age / Interval)).Text("intervals"));
        table.Line("runs for each mailbox and interval", meter.Runs / intervals / options.Mailboxes);
        table.Line("requests for each mailbox and interval", meter.Traffic.Requests / intervals / options.Mailboxes);
        table.Line("bytes for each mailbox and interval", meter.Traffic.Bytes / intervals / options.Mailboxes);
        await LastEditsAsync();
    }

    /// <summary>What was changed last needs an interval to arrive; where it does not, that is told and not waited for.</summary>
    private async Task LastEditsAsync()
    {
        var watch = Stopwatch.StartNew();
        while (!_edits.AllArrived && watch.Elapsed < 3 * Interval)
        {
            await WatchAsync(Look);
        }

        table.Line("changes in Outlook", $"{_edits.Made}, {(_edits.AllArrived ? "all" : "NOT all")} arrived in Severa: {_edits.Seconds.Text("s")}");
    }

    private async Task WatchAsync(TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Look);
        while (watch.Elapsed < time)
        {
            await _ledger.NoteAsync(_successes);
            await _edits.LookAsync(_ledger);
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Evenly over the interval, another mailbox each time.</summary>
    private async Task EditAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval / Math.Max(1, options.Mailboxes / OneIn));
        try
        {
            for (var person = 0; ; person = (person + 1) % options.Mailboxes)
            {
                await timer.WaitForNextTickAsync(cancellationToken);
                var title = _edits.NextTitle();
                await stage.Outlook.RenameAsync(People.Address(person), stage.EntryOf(person), title);
                _edits.Note(title);
            }
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }
    }
}
