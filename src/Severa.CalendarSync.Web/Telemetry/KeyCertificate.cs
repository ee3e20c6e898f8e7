namespace Severa.CalendarSync.Web.Telemetry;

/// <summary>The certificate that encrypts the keys of saved secrets.</summary>
/// <param name="EndsAt">UTC; null where there is none.</param>
internal sealed record KeyCertificate(DateTime? EndsAt);
