using System.Diagnostics;

namespace Severa.CalendarSync.Web.Tests.Processes;

/// <summary>Waits for a condition of another process; there is no event to wait for.</summary>
internal static class Wait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task UntilAsync(Func<Task<bool>> condition, string what, TimeSpan atMost)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Pause);
        while (!await condition())
        {
            if (watch.Elapsed > atMost)
            {
                throw new TimeoutException($"Waited {atMost} for {what}.");
            }

            await timer.WaitForNextTickAsync();
        }
    }
}
