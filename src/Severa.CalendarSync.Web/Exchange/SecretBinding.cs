using System.Security.Cryptography;
using System.Text;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>
/// A saved secret belongs to the address and sign-in method it was saved with, an application's also to its tenant. Changing one
/// of them empties it, so that nobody learns a password by pointing the service at a server of his own.
/// </summary>
public static class SecretBinding
{
    public static string Of(ExchangeConnection connection)
    {
        var application = connection.SignIn.HasPassword() ? "" : $" {connection.Tenant} {connection.ApplicationId}".ToLowerInvariant();
        var address = connection.Url?.Trim().ToLowerInvariant() ?? "autodiscover";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{MethodName(connection.SignIn)}{application} {address}")));
    }

    /// <summary>Never changed: what is saved was bound with it.</summary>
    private static string MethodName(SignInMethod method) => method switch
    {
        SignInMethod.Basic => "password",
        SignInMethod.Windows => "windows",
        SignInMethod.ClientSecret => "client secret",
        SignInMethod.Certificate => "certificate",
    };

    /// <summary>The secret may be sent: there is one, and it was saved for exactly this place.</summary>
    public static bool Holds(ExchangeConnection connection) =>
        connection.Secret is not null && string.Equals(connection.SecretBoundTo, Of(connection), StringComparison.Ordinal);
}
