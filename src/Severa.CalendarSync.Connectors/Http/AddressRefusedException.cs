namespace Severa.CalendarSync.Connectors.Http;

/// <summary>The rules for outgoing requests forbid the address. Names no address: it could be somebody's internal network.</summary>
internal sealed class AddressRefusedException() : IOException("The address is not one this service may call.");
