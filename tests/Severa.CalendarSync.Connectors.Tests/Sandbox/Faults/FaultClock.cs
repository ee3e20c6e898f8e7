using Microsoft.Extensions.Time.Testing;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox.Faults;

/// <summary>
/// The time of whichever world is alive, for Exchange and the service alike. Waiting ends only when a test lets it: no test
/// waits for a slow server.
/// </summary>
internal sealed class FaultClock : TimeProvider
{
    private readonly FakeTimeProvider _timers = new();

    public TimeProvider Current { get; set; } = System;

    public override DateTimeOffset GetUtcNow() => Current.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _timers.CreateTimer(callback, state, dueTime, period);

    /// <summary>Whoever waits no longer than this has waited.</summary>
    public void LetWait(TimeSpan span) => _timers.Advance(span);
}
