using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Tests.Http;

/// <summary>A write leaves once, and never after its time.</summary>
public sealed class OnceContentTests
{
    private static readonly byte[] Body = "<a/>"u8.ToArray();

    [Fact]
    public async Task It_is_sent_as_often_as_the_sign_in_has_legs()
    {
        using var content = new OnceContent(Body, legs: 2, () => false);
        using var network = new MemoryStream();
        await content.CopyToAsync(network);
        await content.CopyToAsync(network);
        await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(network));
        Assert.Equal(2 * Body.Length, network.Length);
    }

    [Fact]
    public async Task A_process_that_stood_still_sends_nothing_when_its_time_is_over()
    {
        var time = new FakeTimeProvider();
        using var timeout = new EwsTimeout(TimeSpan.FromSeconds(30), new StandingTimers(time), default);
        using var content = new OnceContent(Body, legs: 1, () => timeout.IsOver);
        using var network = new MemoryStream();
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.False(timeout.Token.IsCancellationRequested);
        await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(network));
        Assert.Equal(0, network.Length);
    }

    /// <summary>The clock goes on, and no timer has been heard yet.</summary>
    private sealed class StandingTimers(FakeTimeProvider clock) : TimeProvider
    {
        public override long TimestampFrequency => clock.TimestampFrequency;

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new FakeTimeProvider().CreateTimer(callback, state, dueTime, period);
    }
}
