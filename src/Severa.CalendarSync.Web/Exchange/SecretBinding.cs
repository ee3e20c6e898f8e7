using System.Security.Cryptography;
using System.Text;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>
/// A saved secret belongs to the address and sign-in method it was saved with. Changing one of them empties it,
/// so that nobody learns a password by pointing the service at a server of his own.
/// </summary>
public static class SecretBinding
{
    public static string Of(ExchangeConnection connection)
    {
        var method = connection.Version == ExchangeVersion.Office365 ? "application" : "password";
        var address = connection.Url?.Trim().ToLowerInvariant() ?? "autodiscover";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{method} {address}")));
    }

    /// <summary>The secret may be sent: there is one, and it was saved for exactly this place.</summary>
    public static bool Holds(ExchangeConnection connection) =>
        connection.Secret is not null && string.Equals(connection.SecretBoundTo, Of(connection), StringComparison.Ordinal);
}
