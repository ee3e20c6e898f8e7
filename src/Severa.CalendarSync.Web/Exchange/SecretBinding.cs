using System.Security.Cryptography;
using System.Text;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>
/// A saved secret belongs to the address, the sign-in method and the trusted root it was saved with, an application's also to its
/// tenant. Changing one of them empties it, so that nobody learns a password by pointing the service at a server of his own.
/// </summary>
public static class SecretBinding
{
    public static string Of(ExchangeConnection connection)
    {
        var application = connection.SignIn.HasPassword() ? "" : $" {connection.Tenant} {connection.ApplicationId}".ToLowerInvariant();
        var address = string.IsNullOrWhiteSpace(connection.Url) ? "autodiscover" : connection.Url.Trim().ToLowerInvariant();
        var root = ConnectionRoots.Of(connection.TrustedRoot) is { IsEmpty: false } roots ? $" {roots.Fingerprint}" : "";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{MethodName(connection.SignIn)}{application} {address}{root}")));
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
