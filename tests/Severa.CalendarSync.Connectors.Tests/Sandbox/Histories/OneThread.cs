using System.Collections.Concurrent;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox.Histories;

/// <summary>
/// Runs asynchronous work on the calling thread alone: what two readings do side by side comes in the same order each time,
/// so a seed tells the same story again.
/// </summary>
internal sealed class OneThread : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Work, object? State)> _queue = [];

    public static void Run(Func<Task> work)
    {
        var before = Current;
        var here = new OneThread();
        SetSynchronizationContext(here);
        try
        {
            var task = work();
            _ = task.ContinueWith(_ => here.Post(_ => here._queue.CompleteAdding(), null), TaskScheduler.Default);
            foreach (var (next, state) in here._queue.GetConsumingEnumerable())
            {
                next(state);
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _queue.TryAdd((d, state));
}
