namespace Severa.CalendarSync.Web.Notifications;

/// <summary>What is said about notifications: numbers, codes, types.</summary>
internal static partial class NotificationLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Exchange does not let us listen: E{Number} {Code}; next try in {Pause}, or when the connection is saved")]
    public static partial void Refused(ILogger logger, int number, string code, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Debug, Message = "No server was found for a mailbox: E{Number} {Code}; its changes are found by the regular check meanwhile")]
    public static partial void NotFound(ILogger logger, int number, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Notifications broke: {ExceptionType} at {Stack}; changes are found by the regular check meanwhile")]
    public static partial void Broke(ILogger logger, string exceptionType, string stack);
}
