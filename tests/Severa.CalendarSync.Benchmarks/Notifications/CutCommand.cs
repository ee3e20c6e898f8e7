using System.Diagnostics;
using Severa.CalendarSync.Benchmarks.Measuring;
using Severa.CalendarSync.Benchmarks.Stage;
using Severa.CalendarSync.Web.Tests.Processes;

namespace Severa.CalendarSync.Benchmarks.Notifications;

/// <summary>Cuts the connections over which changes are told, and measures how long the regular check takes to find changes.</summary>
internal static class CutCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public static async Task<int> RunAsync(CutOptions options)
    {
        await using var stage = await WholeStage.PrepareAsync(options);
        var (ledger, table, interval) = (new Ledger(stage.Database), new Table(), TimeSpan.FromMinutes(options.Interval));
        await stage.Product.StartAsync();
        await Wait.UntilAsync(async () => await ledger.ConvergedAsync(options.Entries + options.Activities) == options.Mailboxes, "the first runs", Patience);
        await Wait.UntilAsync(async () => await stage.Outlook.ListenedToAsync() == options.Mailboxes, "the notifications", Patience);
        await stage.Outlook.CutNotificationsAsync();
        await Wait.UntilAsync(async () => await stage.Outlook.ListenedToAsync() == 0, "the cut", Patience);
        Table.Progress($"{options.Mailboxes} mailboxes were listened to and are not any more; {options.Changes} changes follow.");

        var changes = new Travels("Change");
        var making = MakeAsync(stage, options, changes, interval);
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Look);
        while ((!making.IsCompleted || !changes.AllArrived) && watch.Elapsed < 4 * interval)
        {
            await timer.WaitForNextTickAsync();
            await changes.LookAsync(ledger);
        }

        await making;
        table.Title($"{options.Changes} changes in {options.Mailboxes} mailboxes without notifications, checked every {options.Interval} minutes");
        table.Line("from Outlook to Severa", $"{(changes.AllArrived ? "all" : "NOT all")} arrived: {changes.Seconds.Text("s")}");
        table.Line("the interval", interval.TotalSeconds, "s");
        table.Line("processors", $"{Environment.ProcessorCount}, load after {Use.MachineLoad}");
        return changes.AllArrived && changes.Seconds.Longest <= interval.TotalSeconds ? 0 : 1;
    }

    private static async Task MakeAsync(WholeStage stage, CutOptions options, Travels changes, TimeSpan interval)
    {
        using var timer = new PeriodicTimer(interval / options.Changes);
        for (var i = 0; i < options.Changes; i++)
        {
            await timer.WaitForNextTickAsync();
            var title = changes.NextTitle();
            await stage.Outlook.AddAsync(People.Address(i % options.Mailboxes), title, People.Start(options.Entries + options.Activities + (i / options.Mailboxes)));
            changes.Note(title);
        }
    }
}
