using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Web.Tests.Processes;

namespace Severa.CalendarSync.Web.Tests.Nodes;

/// <summary>The certificate that protects the keys is exchanged: afterwards the former one opens nothing and is not needed.</summary>
[Trait("Category", "Nodes")]
public sealed class RewrapSecretsCommandTests
{
    [Fact]
    public async Task With_another_certificate_everything_saved_can_still_be_read_and_the_former_one_is_not_needed()
    {
        var folder = Directory.CreateTempSubdirectory("keys-").FullName;
        var (former, next) = (Certificate(folder, "former"), Certificate(folder, "next"));
        await using var database = await PreparedDatabase.CreateAsync(["maija@contoso.test"], "http://127.0.0.1:1/EWS/Exchange.asmx");
        try
        {
            await WorksAsync(database, former);
            var (refused, sentence) = await RunAsync(database, next);
            Assert.Equal((1, true), (refused, sentence.Contains("FormerCertificateFile", StringComparison.Ordinal)));

            var (done, words) = await RunAsync(database, next, ("DataProtection__FormerCertificateFile", former));
            Assert.Equal((0, true), (done, words.Contains("encrypted with a new key", StringComparison.Ordinal)));
            await WorksAsync(database, next);
            Assert.Equal(1, await database.AskAsync(db => db.DataProtectionKeys.CountAsync()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The keys so far are made without a certificate; from now on this one protects new ones.</summary>
    private static async Task WorksAsync(PreparedDatabase database, string certificate)
    {
        var (code, words) = await RunAsync(database, certificate);
        Assert.True(code == 0, words);
    }

    private static Task<(int ExitCode, string Output)> RunAsync(PreparedDatabase database, string certificate, params (string Name, string Value)[] more) =>
        ProductCommand.RunAsync(["rewrap-secrets"], [.. database.Settings.Select(s => (s.Key, s.Value)), ("ASPNETCORE_ENVIRONMENT", "Development"), ("DataProtection__CertificateFile", certificate), .. more]);

    private static string Certificate(string folder, string name)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));
        var file = Path.Combine(folder, name + ".pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12));
        return file;
    }
}
