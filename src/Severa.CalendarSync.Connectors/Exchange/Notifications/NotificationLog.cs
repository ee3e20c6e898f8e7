using Microsoft.Extensions.Logging;

namespace Severa.CalendarSync.Connectors.Exchange.Notifications;

/// <summary>Numbers and codes; whose mailbox it is stays unsaid.</summary>
internal static partial class NotificationLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Listening to {Count} mailboxes over one connection")]
    public static partial void Listening(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Notifications interrupted ({Code}); next try in {Pause}")]
    public static partial void Interrupted(ILogger logger, string code, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} subscriptions have ended ({Code}); they are made anew")]
    public static partial void SubscriptionsEnded(ILogger logger, int count, string code);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} mailboxes of {Total} tell no changes (last reason: {Code}); they are looked at by the clock")]
    public static partial void NotListening(ILogger logger, int count, int total, string code);
}
