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
    public static string Of(ConnectionTerms terms)
    {
        var application = terms.SignIn.HasPassword() ? "" : $" {terms.Tenant} {terms.ApplicationId}".ToLowerInvariant();
        var address = string.IsNullOrWhiteSpace(terms.Url) ? "autodiscover" : terms.Url.Trim().ToLowerInvariant();
        var root = ConnectionRoots.Of(terms.TrustedRoot) is { IsEmpty: false } roots ? $" {roots.Fingerprint}" : "";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{MethodName(terms.SignIn)}{application} {address}{root}")));
    }

    public static string Of(ExchangeConnection connection) => Of(ConnectionTerms.Of(connection));

    /// <summary>A secret saved under one of them may be sent under the other.</summary>
    public static bool IsSamePlace(ConnectionTerms one, ConnectionTerms other) => string.Equals(Of(one), Of(other), StringComparison.Ordinal);

    /// <summary>Never changed: what is saved was bound with it.</summary>
    private static string MethodName(SignInMethod method) => method switch
    {
        SignInMethod.Basic => "password",
        SignInMethod.Windows => "windows",
        SignInMethod.ClientSecret => "client secret",
        SignInMethod.Certificate => "certificate",
    };

    /// <summary>The secret may be sent: there is one, and it was saved for exactly this place.</summary>
    public static bool Holds(ExchangeConnection connection) => connection.Secret is not null && IsBound(connection);

    /// <summary>What was saved, if anything was, was saved for exactly this place.</summary>
    internal static bool IsBound(ExchangeConnection connection) => string.Equals(connection.SecretBoundTo, Of(connection), StringComparison.Ordinal);
}
