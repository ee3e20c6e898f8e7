using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Severa.CalendarSync.Web.Telemetry;

namespace Severa.CalendarSync.Web.Startup;

/// <summary>The key ring lies in the database; in Production it is encrypted by a certificate that does not.</summary>
internal static class KeyProtection
{
    private const string FileSetting = "DataProtection:CertificateFile";
    private const string PasswordSetting = "DataProtection:CertificatePassword";

    public static IServiceCollection AddKeyProtection(this IServiceCollection services, IConfiguration configuration)
    {
        DateTime? endsAt = null;
        if (!string.IsNullOrWhiteSpace(configuration[FileSetting]))
        {
            var certificate = Load(configuration);
            endsAt = certificate.NotAfter.ToUniversalTime();
            services.AddDataProtection().ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate(certificate);
        }

        return services.AddSingleton(new KeyCertificate(endsAt));
    }

    /// <summary>Why the keys cannot be protected; null if they can.</summary>
    public static string? Problem(IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration[FileSetting]))
        {
            return $"{FileSetting} is missing: name a PKCS #12 file whose certificate encrypts the keys.";
        }

        try
        {
            using var certificate = Load(configuration);
            return certificate.HasPrivateKey ? null : $"{FileSetting} names a certificate without its private key.";
        }
        catch (Exception problem) when (problem is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"{FileSetting} cannot be read: check the path, the rights of the file and {PasswordSetting}.";
        }
    }

    private static X509Certificate2 Load(IConfiguration configuration) =>
        X509CertificateLoader.LoadPkcs12FromFile(configuration[FileSetting]!, configuration[PasswordSetting]);
}
