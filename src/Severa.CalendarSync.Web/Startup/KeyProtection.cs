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

    /// <summary>What protected the keys before: named until <c>rewrap-secrets</c> has made a new key.</summary>
    private const string FormerFileSetting = "DataProtection:FormerCertificateFile";
    private const string FormerPasswordSetting = "DataProtection:FormerCertificatePassword";

    public static IServiceCollection AddKeyProtection(this IServiceCollection services, IConfiguration configuration)
    {
        DateTime? endsAt = null;
        if (!string.IsNullOrWhiteSpace(configuration[FileSetting]))
        {
            var certificate = Load(configuration, FileSetting, PasswordSetting);
            endsAt = certificate.NotAfter.ToUniversalTime();
            X509Certificate2[] readable = HasFormer(configuration) ? [certificate, Load(configuration, FormerFileSetting, FormerPasswordSetting)] : [certificate];
            services.AddDataProtection().ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate(readable);
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

        return Problem(configuration, FileSetting, PasswordSetting)
            ?? (HasFormer(configuration) ? Problem(configuration, FormerFileSetting, FormerPasswordSetting) : null);
    }

    private static string? Problem(IConfiguration configuration, string file, string password)
    {
        try
        {
            using var certificate = Load(configuration, file, password);
            return certificate.HasPrivateKey ? null : $"{file} names a certificate without its private key.";
        }
        catch (Exception problem) when (problem is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"{file} cannot be read: check the path, the rights of the file and {password}.";
        }
    }

    private static bool HasFormer(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration[FormerFileSetting]);

    private static X509Certificate2 Load(IConfiguration configuration, string file, string password) =>
        X509CertificateLoader.LoadPkcs12FromFile(configuration[file]!, configuration[password]);
}
