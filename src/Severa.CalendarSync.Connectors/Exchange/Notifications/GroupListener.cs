using System.Threading.Channels;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Notifications;

/// <summary>
/// Keeps one group subscribed and connected. Everything happens on one loop: bring subscriptions and connection in step with
/// the group, then wait for news, a change of the group, or the time of the next try.
/// </summary>
internal sealed partial class GroupListener(EwsClient client, ListeningGroup group, Action<ChangeSignal> onSignal, ListenerSetting setting) : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Channel<ListenerEvent> _inbox = Channel.CreateUnbounded<ListenerEvent>();
    private readonly List<GroupConnection> _open = [];
    private readonly GroupSubscriptions _subscriptions = new(client, setting);
    private readonly Recovery _recovery = new(setting);

    /// <summary>The connection whose word counts; older ones may still finish what they were saying.</summary>
    private GroupConnection? _current;

    /// <summary>Something may have happened while nobody listened.</summary>
    private bool _mayHaveMissed;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        void Nudge(object? sender, EventArgs e) => _inbox.Writer.TryWrite(new ListenerEvent());
        group.Changed += Nudge;
        try
        {
            while (true)
            {
                await WaitAsync(await AlignAsync(cancellationToken), cancellationToken);
                while (_inbox.Reader.TryRead(out var happened))
                {
                    await HandleAsync(happened);
                }
            }
        }
        catch (SideException error) when (Recovery.IsFinal(error))
        {
            // Not once more with a password that is refused, not even to say goodbye.
            _subscriptions.ForgetAll();
            throw;
        }
        finally
        {
            group.Changed -= Nudge;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _open)
        {
            await connection.DisposeAsync();
        }

        await _subscriptions.EndAsync();
    }

    /// <returns>When to do so again though nothing happens; null: never.</returns>
    private async Task<DateTimeOffset?> AlignAsync(CancellationToken cancellationToken)
    {
        if (_recovery.MustWait)
        {
            return _recovery.NotBefore;
        }

        try
        {
            // What a new subscription did not hear yet may have happened before.
            await _subscriptions.AlignAsync(group.Addresses, address => Signal(address, isCertain: false), cancellationToken);
            if (_current is not { } current || _subscriptions.Living.Any(l => !current.Covers(l.Id)))
            {
                Connect();
            }

            return _subscriptions.NextTry;
        }
        catch (SideException error) when (!Recovery.IsFinal(error))
        {
            _recovery.Interrupted(error.Code, error.RetryAfter, _current);
            return _recovery.NotBefore;
        }
    }

    /// <summary>The new connection takes the subscriptions over before the old one is closed: nothing gets lost between them.</summary>
    private void Connect()
    {
        foreach (var connection in _open)
        {
            // The one before it at most: a payer may have three connections.
            connection.Retire(connection == _open[^1] ? Grace : TimeSpan.Zero);
        }

        _current = null;
        var living = _subscriptions.Living;
        if (living.Count > 0)
        {
            NotificationLog.Listening(setting.Logger, living.Count);
            var caller = living[0].Address;
            _current = new GroupConnection(_subscriptions.ClientOf(caller), caller, [.. living.Select(l => l.Id)], setting, _inbox.Writer);
            _open.Add(_current);
        }
    }

    private async Task WaitAsync(DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var came = _inbox.Reader.WaitToReadAsync(cancellationToken).AsTask();
        if (until is not { } at)
        {
            await came;
            return;
        }

        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pause = at - setting.Time.GetUtcNow();
        await Task.WhenAny(came, Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, setting.Time, timer.Token));
        await timer.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
