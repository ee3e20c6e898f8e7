namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>In whose name a request is made.</summary>
/// <param name="Impersonate">The mailbox's address, or null for the delegate himself.</param>
/// <param name="WindowsZone">The user's zone by its Windows name; times without offset would mean it.</param>
/// <param name="ByAnyAddress">An alias will do too; otherwise the server refuses all but the primary address (E14).</param>
internal sealed record EwsCaller(string? Impersonate = null, string? WindowsZone = null, bool ByAnyAddress = false);
