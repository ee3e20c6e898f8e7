using Microsoft.Extensions.Time.Testing;

namespace Severa.CalendarSync.Web.Tests.Faults;

/// <summary>
/// The clock of the service and of its simulated Exchange, moved on by hand. Short waits are real; whoever waits longer than people
/// would has waited when the test says so.
/// </summary>
internal sealed class FaultTime : TimeProvider
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongerThanAnyCall = TimeSpan.FromSeconds(61);

    private readonly FakeTimeProvider _longWaits = new();
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        (dueTime >= Long ? _longWaits : System).CreateTimer(callback, state, dueTime, period);

    public void MoveOn(TimeSpan span) => Interlocked.Add(ref _ahead, span.Ticks);

    /// <summary>Whoever waits for an answer gives up.</summary>
    public void EndLongWaits() => _longWaits.Advance(LongerThanAnyCall);
}
