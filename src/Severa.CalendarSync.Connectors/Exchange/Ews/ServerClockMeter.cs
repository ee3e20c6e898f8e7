using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// How far the server's clock is from ours, by the Date headers of its answers. The answer was made at some moment of the
/// request, and the header tells whole seconds only: the shortest request knows best.
/// </summary>
internal sealed class ServerClockMeter
{
    /// <summary>A Date header stands for the whole second that begins with it.</summary>
    private static readonly TimeSpan HalfSecond = TimeSpan.FromSeconds(0.5);

    /// <summary>The least uncertain measurement since the last <see cref="Restart"/>; null where no answer told its time.</summary>
    public ServerClock? Best { get; private set; }

    public void Restart() => Best = null;

    /// <param name="date">The Date header, if there was one.</param>
    /// <param name="sent">When the request began, by our clock.</param>
    /// <param name="took">Until the answer's headers were there.</param>
    public void Observe(DateTimeOffset? date, DateTimeOffset sent, TimeSpan took)
    {
        if (Measure(date, sent, took) is { } clock && (Best is null || clock.Uncertainty < Best.Uncertainty))
        {
            Best = clock;
        }
    }

    /// <summary>What one answer tells; null without a Date header.</summary>
    public static ServerClock? Measure(DateTimeOffset? date, DateTimeOffset sent, TimeSpan took) =>
        date is { } shown ? new ServerClock(shown + HalfSecond - (sent + (took / 2)), (took / 2) + HalfSecond) : null;
}
