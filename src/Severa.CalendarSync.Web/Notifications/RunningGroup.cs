using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Notifications;

namespace Severa.CalendarSync.Web.Notifications;

/// <summary>
/// One group and its listener, on the node that holds the lease of its connection (<see cref="Data.Mailboxes.ListenerLeases"/>).
/// </summary>
internal sealed class RunningGroup : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();

    private RunningGroup(ExchangeConnectionOptions connection) => Connection = connection;

    /// <summary>The server the group listens to.</summary>
    public ExchangeConnectionOptions Connection { get; }

    public ListeningGroup Members { get; } = new();

    /// <summary>Ends only when told to, or with the error that waiting does not cure.</summary>
    public Task Listener { get; private set; } = Task.CompletedTask;

    public static RunningGroup Start(
        IExchangeNotifications notifications, ExchangeConnectionOptions connection, IReadOnlyList<string> addresses, Action<ChangeSignal> onSignal)
    {
        var group = new RunningGroup(connection);
        group.Members.Set(addresses);
        group.Listener = notifications.ListenAsync(connection, group.Members, onSignal, group._end.Token);
        return group;
    }

    /// <summary>Ends the listener and waits for it; how it ended is asked of <see cref="Listener"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        // From now on nobody of the group is heard, however long the goodbye takes.
        Members.Set([]);
        await _end.CancelAsync();
        await Listener.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }
}
