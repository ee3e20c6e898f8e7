using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Throttling;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Throttling;

/// <summary>Never more at the same time than allowed, nothing while the server wants to be left alone, and nobody waits for ever.</summary>
public sealed class RequestGateTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RequestGate _gate;

    public RequestGateTests() => _gate = new RequestGate(new ThrottlingOptions { ConcurrentRequests = 3, ConcurrentRequestsPerMailbox = 2 }, _time);

    public void Dispose() => _gate.Dispose();

    [Fact]
    public async Task No_more_at_the_same_time_than_allowed_and_first_come_first_served()
    {
        var running = new List<Turn> { await Enter("a"), await Enter("b"), await Enter("c") };
        var (first, second) = (Enter("d"), Enter("e"));

        Assert.False(first.IsCompleted || second.IsCompleted);
        running[1].Dispose();
        await first;
        Assert.False(second.IsCompleted);
        running[0].Dispose();
        await second;
    }

    [Fact]
    public async Task One_mailbox_does_not_take_the_places_of_the_others()
    {
        var mine = new[] { await Enter("a"), await Enter("A") };
        var third = Enter("a");

        await Enter("b");
        Assert.False(third.IsCompleted);
        mine[0].Dispose();
        await third;
    }

    [Fact]
    public async Task A_turn_given_back_twice_counts_once()
    {
        var turn = await Enter("a");
        _ = await Enter("b");
        _ = await Enter("c");
        turn.Dispose();
        turn.Dispose();

        await Enter("d");
        Assert.False(Enter("e").IsCompleted);
    }

    [Fact]
    public async Task A_busy_server_is_left_alone_for_as_long_as_it_asks()
    {
        _gate.Observe(Refusal("ErrorServerBusy", TimeSpan.FromSeconds(4)));
        var turn = Enter("a");

        _time.Advance(TimeSpan.FromSeconds(3.9));
        Assert.False(turn.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        await turn;
    }

    [Fact]
    public async Task A_timer_that_is_early_leaves_nobody_waiting()
    {
        var time = new EarlyTimers();
        using var gate = new RequestGate(new ThrottlingOptions(), time);
        gate.Observe(Refusal("ErrorServerBusy", TimeSpan.FromSeconds(4)));
        var turn = gate.EnterAsync("a", time.GetUtcNow() + gate.Patience, CancellationToken.None);

        time.Advance(TimeSpan.FromMilliseconds(3999));
        Assert.False(turn.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        (await turn.WaitAsync(TimeSpan.FromSeconds(30))).Dispose();
    }

    [Fact]
    public async Task A_shorter_wait_does_not_end_a_longer_one()
    {
        _gate.Observe(Refusal("ErrorServerBusy", TimeSpan.FromSeconds(8)));
        _gate.Observe(Refusal("Http503", TimeSpan.FromSeconds(1)));
        var turn = Enter("a");

        _time.Advance(TimeSpan.FromSeconds(7));
        Assert.False(turn.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1.1));
        await turn;
    }

    [Theory]
    [InlineData("ErrorServerBusy")]
    [InlineData("Http503")]
    [InlineData("Http429")]
    public async Task Nobody_waits_longer_than_his_patience_and_he_learns_when_to_come_again(string code)
    {
        _gate.Observe(Refusal(code, TimeSpan.FromMinutes(5)));

        var error = await Assert.ThrowsAsync<SideException>(() => Enter("a"));

        Assert.Equal((22, ErrorScope.Connection, false, TimeSpan.FromMinutes(5)), (error.Number, error.Scope, error.IsPermanent, error.RetryAfter));
        Assert.False(_gate.OpensBefore(_time.GetUtcNow() + _gate.Patience));
    }

    [Fact]
    public void Without_a_time_the_pauses_grow_to_five_minutes_until_an_answer_comes()
    {
        var pauses = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            pauses.Add(PauseAfter(() => _gate.Observe(Refusal("ErrorServerBusy", null))));
        }

        _gate.Observe(null);
        pauses.Add(PauseAfter(() => _gate.Observe(Refusal("ErrorServerBusy", null))));

        Assert.Equal([10, 20, 40, 80, 160, 300, 300, 300, 10], pauses);
    }

    [Fact]
    public async Task Too_many_waiting_is_the_mailboxs_own_matter()
    {
        _ = await Enter("a");
        _ = await Enter("b");
        _ = await Enter("c");
        var turn = Enter("d");

        _time.Advance(_gate.Patience);
        var error = await Assert.ThrowsAsync<SideException>(() => turn);

        Assert.Equal((22, ErrorScope.Mailbox), (error.Number, error.Scope));
    }

    [Fact]
    public async Task Whoever_gave_up_takes_nobodys_place()
    {
        var running = new[] { await Enter("a"), await Enter("b"), await Enter("c") };
        var turn = Enter("d");
        _time.Advance(_gate.Patience);
        await Assert.ThrowsAsync<SideException>(() => turn);
        using var stop = new CancellationTokenSource();
        var stopped = _gate.EnterAsync("e", _time.GetUtcNow() + _gate.Patience, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);

        running[0].Dispose();
        await Enter("f");
    }

    [Theory]
    [InlineData("ErrorExceededConnectionCount")]
    [InlineData("ErrorTooManyObjectsOpened")]
    public async Task One_too_many_makes_the_gate_narrower_and_it_grows_back_slowly(string code)
    {
        _ = await Enter("a");
        var second = await Enter("b");
        _gate.Observe(Refusal(code, null));
        Assert.Equal(1, _gate.Limit);
        second.Dispose();

        _gate.Observe(null);
        Assert.Equal(1, _gate.Limit);
        _time.Advance(TimeSpan.FromMinutes(1));
        _gate.Observe(null);
        _gate.Observe(null);
        Assert.Equal(2, _gate.Limit);
        _time.Advance(TimeSpan.FromMinutes(1));
        _gate.Observe(null);
        _time.Advance(TimeSpan.FromMinutes(1));
        _gate.Observe(null);
        Assert.Equal(3, _gate.Limit);
    }

    [Fact]
    public async Task One_request_is_always_allowed()
    {
        var turn = await Enter("a");
        _gate.Observe(Refusal("ErrorExceededConnectionCount", null));
        turn.Dispose();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, _gate.Limit);
        await Enter("a");
    }

    [Fact]
    public void Other_errors_say_nothing_about_the_servers_load()
    {
        _gate.Observe(Refusal("ErrorNonExistentMailbox", null));

        Assert.Equal(3, _gate.Limit);
        Assert.True(Enter("a").IsCompletedSuccessfully);
    }

    private Task<Turn> Enter(string mailbox) => _gate.EnterAsync(mailbox, _time.GetUtcNow() + _gate.Patience, default);

    /// <summary>Seconds until a request may be sent again.</summary>
    private double PauseAfter(Action refusal)
    {
        refusal();
        var before = _time.GetUtcNow();
        while (!_gate.OpensBefore(_time.GetUtcNow() + TimeSpan.FromTicks(1)))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        return (_time.GetUtcNow() - before).TotalSeconds;
    }

    private static SideException Refusal(string code, TimeSpan? retryAfter) => EwsErrors.Of(code, retryAfter);

    /// <summary>As real ones: they go off a little before the clock has come that far.</summary>
    private sealed class EarlyTimers : FakeTimeProvider
    {
        private static readonly TimeSpan Little = TimeSpan.FromMilliseconds(1);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > Little ? dueTime - Little : dueTime, period);
    }
}
