using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Throttling;

/// <summary>
/// Lets the requests of one connection through: not too many at the same time, and none while the server asks to be left alone.
/// First come, first served; what waits too long gives up with the time of the next try.
/// <see href="https://learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange">EWS throttling</see>.
/// </summary>
internal sealed class RequestGate(ThrottlingOptions options, TimeProvider time) : IDisposable
{
    /// <summary>The code of a request that was not sent, because its turn did not come in time.</summary>
    public const string NoTurn = "NoTurn";

    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiting = new();
    private readonly Dictionary<string, int> _running = new(StringComparer.OrdinalIgnoreCase);
    private readonly ServerMood _mood = new(options, time);
    private ITimer? _reopening;

    /// <summary>Requests at the same time, as the server bears them now.</summary>
    public int Limit
    {
        get
        {
            lock (_lock)
            {
                return _mood.Limit;
            }
        }
    }

    /// <summary>What the server shows by the way.</summary>
    public ServerNotes Notes { get; } = new(time);

    /// <summary>How long a request may wait for its turn, all its tries together.</summary>
    public TimeSpan Patience => options.Patience;

    /// <summary>It makes sense to wait until then.</summary>
    public bool OpensBefore(DateTimeOffset until)
    {
        lock (_lock)
        {
            return time.GetUtcNow() + (_mood.ClosedFor ?? TimeSpan.Zero) < until;
        }
    }

    /// <summary>Waits for the turn of a request for this mailbox.</summary>
    /// <exception cref="SideException">E22: the server wants to be left alone until later, or too many wait already.</exception>
    public async Task<Turn> EnterAsync(string mailbox, DateTimeOffset until, CancellationToken cancellationToken)
    {
        Waiter waiter;
        var patience = until - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
        lock (_lock)
        {
            if (_mood.ClosedFor is { } closed && closed > patience)
            {
                throw Busy(ErrorScope.Connection, closed);
            }

            waiter = new Waiter(mailbox);
            _waiting.AddLast(waiter);
            Admit();
        }

        return await WaitAsync(waiter, patience, cancellationToken);
    }

    /// <summary>What the server answered: a refusal makes the gate narrower or closes it for a while.</summary>
    public void Observe(SideException? refusal)
    {
        lock (_lock)
        {
            _mood.Observe(refusal, _running.Values.Sum());
            ReopenLater();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _reopening?.Dispose();
        }
    }

    internal void Leave(Turn turn)
    {
        lock (_lock)
        {
            if (--_running[turn.Mailbox] == 0)
            {
                _running.Remove(turn.Mailbox);
            }
        }

        Admit();
    }

    private void ReopenLater()
    {
        if (_mood.ClosedFor is { } closed)
        {
            // Timers count whole milliseconds and drop the rest.
            var wholly = TimeSpan.FromMilliseconds(Math.Ceiling(closed.TotalMilliseconds));
            _reopening?.Dispose();
            _reopening = time.CreateTimer(_ => Reopen(), null, wholly, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>A timer may be a moment early by this clock: who waits would then wait for somebody else to come by.</summary>
    private void Reopen()
    {
        lock (_lock)
        {
            ReopenLater();
            Admit();
        }
    }

    private async Task<Turn> WaitAsync(Waiter waiter, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            return await waiter.Turn.Task.WaitAsync(patience, time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            var closed = GiveUp(waiter);
            throw exception is TimeoutException ? Busy(closed is null ? ErrorScope.Mailbox : ErrorScope.Connection, closed) : exception;
        }
    }

    /// <summary>Whoever stops waiting gives back the turn that may have come at that very moment.</summary>
    private TimeSpan? GiveUp(Waiter waiter)
    {
        lock (_lock)
        {
            _waiting.Remove(waiter);
        }

        if (waiter.Turn.Task.IsCompletedSuccessfully)
        {
            waiter.Turn.Task.Result.Dispose();
        }

        lock (_lock)
        {
            return _mood.ClosedFor;
        }
    }

    private void Admit()
    {
        lock (_lock)
        {
            for (var node = _waiting.First; node is not null;)
            {
                var (waiter, next) = (node.Value, node.Next);
                if (MayEnter(waiter.Mailbox))
                {
                    _waiting.Remove(node);
                    waiter.Turn.SetResult(Enter(waiter.Mailbox));
                }

                node = next;
            }
        }
    }

    private bool MayEnter(string mailbox) =>
        _mood.ClosedFor is null
        && _running.Values.Sum() < _mood.Limit
        && _running.GetValueOrDefault(mailbox) < options.ConcurrentRequestsPerMailbox;

    private Turn Enter(string mailbox)
    {
        _running[mailbox] = _running.GetValueOrDefault(mailbox) + 1;
        return new Turn(this, mailbox);
    }

    private static SideException Busy(ErrorScope scope, TimeSpan? retryAfter) =>
        new(ErrorNumbers.ServerBusy, scope, isPermanent: false, NoTurn) { RetryAfter = retryAfter };

    private sealed record Waiter(string Mailbox)
    {
        public TaskCompletionSource<Turn> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
