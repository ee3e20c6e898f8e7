namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>Whose calendar is opened, and for whom.</summary>
/// <param name="Address">The primary address; it is impersonated.</param>
/// <param name="Zone">The user's time zone.</param>
/// <param name="FolderId">The identity of the calendar folder as last read, or null before the first run.</param>
public sealed record ExchangeMailbox(string Address, TimeZoneInfo Zone, string? FolderId = null)
{
    /// <summary>Never shows the address.</summary>
    public override string ToString() => FolderId is null ? "mailbox" : "known mailbox";
}
