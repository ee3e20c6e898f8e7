namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>An answer that was read to its end.</summary>
internal sealed record EwsReply(IReadOnlyList<EwsMessage> Messages, EwsFault? Fault, EwsServerVersion? Server);
