using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Notifications;

/// <summary>
/// What trouble means and how long to wait after it. A connection that stood for a while ends the memory of earlier trouble.
/// <see href="https://learn.microsoft.com/exchange/client-developer/exchange-web-services/handling-notification-related-errors-in-ews-in-exchange">Errors</see>.
/// </summary>
internal sealed class Recovery(ListenerSetting setting)
{
    private static readonly TimeSpan Steady = TimeSpan.FromMinutes(1);

    private int _troubles;

    public DateTimeOffset NotBefore { get; private set; }

    public bool MustWait => NotBefore > setting.Time.GetUtcNow();

    /// <summary>Only a change of settings helps.</summary>
    public static bool IsFinal(SideException error) => error is { Scope: ErrorScope.Connection, IsPermanent: true };

    public static bool ConcernsSubscriptions(StreamNews news) => news.Failed.Count > 0 || ErrorTable.Says(news.Code, ErrorActions.SubscribeAnew);

    /// <summary>The line is down, or the server wants to be left alone.</summary>
    public void Interrupted(string code, TimeSpan? retryAfter, GroupConnection? connection)
    {
        Remember(connection);
        var own = Pauses.OfConnection(_troubles);
        Wait(retryAfter > own ? retryAfter.Value : own);
        NotificationLog.Interrupted(setting.Logger, code, NotBefore - setting.Time.GetUtcNow());
    }

    /// <summary>Subscriptions ended, or the connection in order: it goes on at once, unless the last ones did not live long either.</summary>
    public void GoOn(GroupConnection connection)
    {
        Remember(connection);
        Wait(_troubles > 1 ? Pauses.OfConnection(_troubles - 1) : TimeSpan.Zero);
    }

    private void Remember(GroupConnection? connection)
    {
        var stood = connection?.GoodSince is { } since ? setting.Time.GetUtcNow() - since : TimeSpan.Zero;
        _troubles = stood >= Steady ? 1 : _troubles + 1;
    }

    private void Wait(TimeSpan pause) => NotBefore = setting.Time.GetUtcNow() + pause;
}
