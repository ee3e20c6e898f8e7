using Severa.CalendarSync.Benchmarks.Measuring;
using Severa.CalendarSync.Benchmarks.Stage;

namespace Severa.CalendarSync.Benchmarks.Load;

/// <summary>
/// Everybody switches on at once; then work goes on for a while. Measures how long it takes until all calendars are equal, whether
/// Exchange is ever asked for more at once than it allows, and how regularly each mailbox succeeds.
/// </summary>
internal static class LoadCommand
{
    public static async Task<int> RunAsync(LoadOptions options)
    {
        Table.Progress($"Preparing {options.Mailboxes} mailboxes.");
        await using var stage = await WholeStage.PrepareAsync(options);
        var table = new Table();
        table.Title(
            $"{options.Mailboxes:#,0} mailboxes with {options.Entries} entries and {options.Activities} activities each, checked every {options.Interval} minutes, "
            + $"notifications {(options.Notifications == 0 ? "off" : "on")}");
        table.Line("Exchange allows at the same time", options.Limit);
        table.Line("Exchange answers busy", $"{options.Busy} % of the requests, for {options.BackOff} ms");
        table.Line("Exchange takes for the others", $"{options.Slow} ms more than by itself");
        table.Line("processors", $"{Environment.ProcessorCount}, load before {Use.MachineLoad}");

        var busy = options.Busy > 0
            ? await stage.Outlook.SpoilAsync(new { kind = "ServerBusy", percent = options.Busy, milliseconds = options.BackOff, isLasting = true })
            : (int?)null;
        if (options.Slow > 0)
        {
            await stage.Outlook.SpoilAsync(new { kind = "Slow", milliseconds = options.Slow, isLasting = true });
        }

        var phases = new Phases(stage, options, busy, table);
        await phases.FirstRunsAsync();
        await phases.SteadyStateAsync();
        return await Outcome.TellAsync(stage, options, table);
    }
}
