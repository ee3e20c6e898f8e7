using Microsoft.Extensions.Logging;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>Numbers and codes; whose mailbox and where stays unsaid.</summary>
internal static partial class AutodiscoverLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Autodiscover ended with {Result} after {Count} attempts ({Codes})")]
    public static partial void Ended(ILogger logger, string result, int count, string codes);
}
