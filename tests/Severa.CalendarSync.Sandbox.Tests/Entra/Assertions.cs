using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Severa.CalendarSync.Sandbox.Tests.Support;

namespace Severa.CalendarSync.Sandbox.Tests.Entra;

public sealed class Proof_by_certificate
{
    private static readonly X509Certificate2 Certificate = NewCertificate();
    private static readonly X509Certificate2 Stranger = NewCertificate();

    [Theory]
    [InlineData("RS256", "x5t", false)]
    [InlineData("PS256", "x5t#S256", false)]
    [InlineData("PS256", "x5t#S256", true)]
    public async Task An_assertion_signed_with_it_gets_a_token(string algorithm, string print, bool pem)
    {
        await using var host = await HostAsync(("Certificate", pem ? Certificate.ExportCertificatePem() : Convert.ToBase64String(Certificate.RawData)));
        var (status, answer) = await AskAsync(host, Assertion(host, algorithm, Print(print, Certificate)));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("NoError", (await new EwsTester(host.Address, SandboxHost.Aino) { Token = answer.GetProperty("access_token").GetString() }.CallAsync(Requests.GetFolder())).Code());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_thumbprint_is_enough_when_the_assertion_carries_the_certificate(bool sha256)
    {
        await using var host = await HostAsync(("CertificateThumbprint", Certificate.GetCertHashString(sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1)));
        var carried = ("x5c", (object)new[] { Convert.ToBase64String(Certificate.RawData) });
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(host, Assertion(host, "PS256", carried))).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(host, Assertion(host, "PS256", ("x5c", Convert.ToBase64String(Certificate.RawData))))).Status);
        Assert.Equal(700027, await CodeAsync(host, Assertion(host, "PS256", Print("x5t", Certificate))));
        Assert.Equal(700027, await CodeAsync(host, Assertion(host, "PS256", ("x5c", new[] { Convert.ToBase64String(Stranger.RawData) }), signer: Stranger)));
    }

    [Fact]
    public async Task What_proves_nothing_is_refused()
    {
        await using var host = await HostAsync(("Certificate", Certificate.ExportCertificatePem()));
        var print = Print("x5t#S256", Certificate);
        Assert.Equal(700027, await CodeAsync(host, Assertion(host, "PS256", print, signer: Stranger)));
        Assert.Equal(700027, await CodeAsync(host, Assertion(host, "PS256", Print("x5t#S256", Stranger))));
        Assert.Equal(700027, await CodeAsync(host, Assertion(host, "none", print)));
        Assert.Equal(700023, await CodeAsync(host, Assertion(host, "PS256", print, audience: "https://fabrikam.test/oauth2/v2.0/token")));
        Assert.Equal(700024, await CodeAsync(host, Assertion(host, "PS256", print, minutes: -6)));
        Assert.Equal(700021, await CodeAsync(host, Assertion(host, "PS256", print, issuer: "another")));
        Assert.Equal(50027, await CodeAsync(host, "no.token"));
        Assert.Equal(50027, await CodeAsync(host, "a.b.c"));
    }

    [Fact]
    public async Task The_address_of_the_real_Entra_is_an_audience_too()
    {
        await using var host = await HostAsync(("Certificate", Certificate.ExportCertificatePem()));
        var assertion = Assertion(host, "PS256", Print("x5t", Certificate), audience: $"https://login.microsoftonline.com/{Tokens.Tenant}/oauth2/v2.0/token");
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(host, assertion)).Status);
    }

    [Fact]
    public async Task With_a_certificate_only_no_secret_counts()
    {
        await using var host = await HostAsync(("Certificate", Certificate.ExportCertificatePem()), ("ClientSecret", ""));
        var (_, answer) = await Tokens.AskAsync(host, Tokens.Form(("client_secret", Tokens.Secret)));
        Assert.Equal(7000215, answer.GetProperty("error_codes")[0].GetInt32());
    }

    private static Task<SandboxHost> HostAsync(params (string Name, string Value)[] application) =>
        SandboxHost.StartAsync([("Sandbox:ServerVersion", "Office365"), .. application.Select(pair => ("Sandbox:Applications:0:" + pair.Name, pair.Value))]);

    private static Task<(HttpStatusCode Status, JsonElement Answer)> AskAsync(SandboxHost host, string assertion) => Tokens.AskAsync(
        host, Tokens.Form(("client_assertion", assertion), ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")));

    private static async Task<int> CodeAsync(SandboxHost host, string assertion) =>
        (await AskAsync(host, assertion)).Answer.GetProperty("error_codes")[0].GetInt32();

    private static (string Name, object Value) Print(string name, X509Certificate2 certificate) =>
        (name, Encode(certificate.GetCertHash(name == "x5t" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256)));

    private static string Assertion(
        SandboxHost host, string algorithm, (string Name, object Value) extra, string? audience = null, string issuer = Tokens.Client, int minutes = 10, X509Certificate2? signer = null)
    {
        var now = SandboxHost.Monday;
        var header = new Dictionary<string, object>(StringComparer.Ordinal) { ["typ"] = "JWT", ["alg"] = algorithm, [extra.Name] = extra.Value };
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["aud"] = audience ?? new Uri(host.Address, $"/{Tokens.Tenant}/oauth2/v2.0/token").ToString(),
            ["iss"] = issuer,
            ["sub"] = issuer,
            ["jti"] = Guid.NewGuid().ToString(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(minutes).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        var signed = Encode(JsonSerializer.SerializeToUtf8Bytes(header)) + "." + Encode(JsonSerializer.SerializeToUtf8Bytes(claims));
        using var key = (signer ?? Certificate).GetRSAPrivateKey()!;
        var padding = algorithm == "RS256" ? RSASignaturePadding.Pkcs1 : RSASignaturePadding.Pss;
        return signed + "." + Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, padding));
    }

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=calendarsync", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
