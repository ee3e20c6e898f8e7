using Microsoft.Extensions.Time.Testing;

namespace Severa.CalendarSync.Sandbox.Tests.Support;

/// <summary>A clock for each test that has the host, because none of them can be put back.</summary>
internal sealed class ExchangeableClock(DateTimeOffset start) : TimeProvider
{
    public FakeTimeProvider Current { get; set; } = new(start);

    public override DateTimeOffset GetUtcNow() => Current.GetUtcNow();

    public override long GetTimestamp() => Current.GetTimestamp();

    public override long TimestampFrequency => Current.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        Current.CreateTimer(callback, state, dueTime, period);
}
