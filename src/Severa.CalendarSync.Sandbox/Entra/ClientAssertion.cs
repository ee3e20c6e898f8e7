using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Severa.CalendarSync.Sandbox.Entra;

/// <summary>
/// An application proves itself with a token it signed with its certificate.
/// See https://learn.microsoft.com/entra/identity-platform/certificate-credentials.
/// </summary>
internal static class ClientAssertion
{
    public const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private const string Entra = "login.microsoftonline.com";

    /// <summary>How far clocks may be apart.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>What is wrong with it, or null.</summary>
    public static EntraError? Check(string text, SandboxApplication application, string tenant, string host, DateTimeOffset now)
    {
        if (Jwt.Parse(text) is not { } assertion)
        {
            return EntraError.BrokenAssertion();
        }

        using var certificate = CertificateOf(assertion, application);
        using var key = certificate?.GetRSAPublicKey();
        if (key is null)
        {
            return EntraError.WrongSignature("The key was not found.");
        }

        return !assertion.IsSignedBy(key) ? EntraError.WrongSignature("The signature is not that of the key.") : CheckClaims(assertion, application, tenant, host, now);
    }

    /// <summary>Reads <see cref="SandboxApplication.Certificate"/>.</summary>
    public static X509Certificate2 Load(string certificate) => certificate.Contains("-----BEGIN", StringComparison.Ordinal)
        ? X509Certificate2.CreateFromPem(certificate)
        : X509CertificateLoader.LoadCertificate(Convert.FromBase64String(certificate));

    private static EntraError? CheckClaims(Jwt assertion, SandboxApplication application, string tenant, string host, DateTimeOffset now)
    {
        if (!IsForUs(Jwt.Text(assertion.Claims, "aud"), tenant, host))
        {
            return EntraError.AssertionNotForUs();
        }

        if (Jwt.Text(assertion.Claims, "iss") != application.ClientId || Jwt.Text(assertion.Claims, "sub") != application.ClientId)
        {
            return EntraError.AssertionOfAnother();
        }

        return assertion.Time("exp") is not { } end || end <= now - Skew || assertion.Time("nbf") > now + Skew ? EntraError.AssertionOutOfTime() : null;
    }

    /// <summary>The token endpoint of this tenant: here, or at the real address when a client was led here by another way.</summary>
    private static bool IsForUs(string? audience, string tenant, string host) =>
        Uri.TryCreate(audience, UriKind.Absolute, out var uri) && (uri.Authority == host || uri.Authority == Entra)
        && (uri.AbsolutePath == $"/{tenant}/oauth2/v2.0/token" || uri.AbsolutePath == $"/{tenant}/v2.0");

    /// <summary>The registered certificate when the header names it, or the one it carries when its thumbprint is registered.</summary>
    private static X509Certificate2? CertificateOf(Jwt assertion, SandboxApplication application)
    {
        if (application.Certificate.Length > 0)
        {
            var registered = Load(application.Certificate);
            return Names(assertion.Header, registered) ? registered : Drop(registered);
        }

        if (application.CertificateThumbprint.Length == 0 || Carried(assertion.Header) is not { } carried)
        {
            return null;
        }

        return Prints(carried).Contains(application.CertificateThumbprint.Replace(":", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase)
            ? carried
            : Drop(carried);
    }

    private static bool Names(JsonObject header, X509Certificate2 certificate) =>
        Jwt.Text(header, "x5t#S256") == Print(certificate, HashAlgorithmName.SHA256) || Jwt.Text(header, "x5t") == Print(certificate, HashAlgorithmName.SHA1);

    private static string Print(X509Certificate2 certificate, HashAlgorithmName algorithm) => Base64Url.EncodeToString(certificate.GetCertHash(algorithm));

    private static string[] Prints(X509Certificate2 certificate) =>
        [certificate.GetCertHashString(HashAlgorithmName.SHA1), certificate.GetCertHashString(HashAlgorithmName.SHA256)];

    /// <summary>The first of a list or, as MSAL writes it, the only one as a text.</summary>
    private static X509Certificate2? Carried(JsonObject header)
    {
        var first = (header["x5c"] is JsonArray { Count: > 0 } chain ? chain[0] : header["x5c"])?.ToString();
        try
        {
            return first is null ? null : X509CertificateLoader.LoadCertificate(Convert.FromBase64String(first));
        }
        catch (Exception error) when (error is FormatException or CryptographicException)
        {
            return null;
        }
    }

    private static X509Certificate2? Drop(X509Certificate2 certificate)
    {
        certificate.Dispose();
        return null;
    }
}
