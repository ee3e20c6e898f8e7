namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>Whom a write notifies. There is one answer (R8), and no request can be made with another.</summary>
internal static class Sending
{
    public const string ToNobody = "SendToNone";
}
