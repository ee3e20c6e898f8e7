using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>
/// A certificate by which the service proves to Entra that it is the application. Made here, so that its key never travels: the
/// administrator downloads the public half and registers that.
/// <see href="https://learn.microsoft.com/entra/identity-platform/certificate-credentials">Certificate credentials</see>.
/// </summary>
/// <param name="Secret">With its key, as base64 of PKCS #12.</param>
/// <param name="Public">Without it, as PEM.</param>
/// <param name="EndsAt">UTC.</param>
public sealed record ApplicationCertificate(string Secret, string Public, DateTime EndsAt)
{
    private const int Years = 2;

    public static ApplicationCertificate Make(DateTimeOffset now)
    {
        using var key = RSA.Create(3072);
        var request = new CertificateRequest("CN=Severa.CalendarSync", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));

        // Entra's clock and ours may differ.
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddYears(Years));
        return new ApplicationCertificate(
            Convert.ToBase64String(certificate.Export(X509ContentType.Pkcs12)), certificate.ExportCertificatePem(), certificate.NotAfter.ToUniversalTime());
    }

    /// <summary>What Entra's page shows of a registered certificate.</summary>
    public static string ThumbprintOf(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return certificate.Thumbprint;
    }

    /// <summary>The public half as a file for Entra.</summary>
    public static byte[] FileOf(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return certificate.Export(X509ContentType.Cert);
    }
}
