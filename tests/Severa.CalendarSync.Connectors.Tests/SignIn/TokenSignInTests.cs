using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.SignIn;
using Severa.CalendarSync.Connectors.Tests.Sandbox;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Sandbox.Entra;

namespace Severa.CalendarSync.Connectors.Tests.SignIn;

/// <summary>An application with tokens of its own, as Office 365 and hybrid servers want it.</summary>
public sealed class TokenSignInTests
{
    private static readonly SandboxApplication Registered = new();
    private static readonly ExchangeMailbox Mailbox = new(ExchangeHost.Aino, Setup.Helsinki);

    [Fact]
    public async Task A_client_secret_opens_the_mailbox_of_Office_365()
    {
        await using var host = await StartAsync();
        await host.AddAsync("Entry", ExchangeHost.Monday);

        var reading = await Open(host, Secret(Registered.ClientSecret)).ReadAsync(null, host.Window, Known.Nothing, default);

        Assert.Single(((SideReading.Full)reading).Items);
    }

    [Fact]
    public async Task A_certificate_does_too()
    {
        using var certificate = Certificate(DateTimeOffset.UtcNow.AddYears(1));
        await using var host = await StartAsync(("Applications:0:ClientSecret", ""), ("Applications:0:Certificate", certificate.ExportCertificatePem()));

        var reading = await Open(host, Certified(certificate)).ReadAsync(null, host.Window, Known.Nothing, default);

        Assert.IsType<SideReading.Full>(reading);
    }

    [Theory]
    [InlineData("wrong", 1, "AADSTS7000215")]
    [InlineData("Sandbox~Client-Secret!", 31, "AADSTS7000222")]
    public async Task A_secret_that_is_wrong_or_has_ended_is_told_apart(string secret, int number, string code)
    {
        await using var host = await StartAsync(("Applications:0:SecretExpires", "2026-01-01T00:00:00Z"));

        await AssertRefusedAsync(host, Secret(secret), number, code);
    }

    [Theory]
    [InlineData("7e57c0a7-0500-4a11-8b1d-0000000000ff", null, "AADSTS90002")]
    [InlineData(null, "7e57c0a7-0500-4a11-8b1d-0000000000ff", "AADSTS700016")]
    public async Task An_unknown_tenant_or_application_is_named_by_its_code(string? tenant, string? application, string code)
    {
        await using var host = await StartAsync();

        await AssertRefusedAsync(
            host, new ExchangeSignIn.Application(tenant ?? Registered.TenantId, application ?? Registered.ClientId, Registered.ClientSecret, IsCertificate: false), 1, code);
    }

    [Fact]
    public async Task An_ended_certificate_is_not_sent_at_all()
    {
        using var certificate = Certificate(DateTimeOffset.UtcNow.AddDays(-1));
        await using var host = await StartAsync();

        await AssertRefusedAsync(host, Certified(certificate), 31, "CertificateEnded");
    }

    [Theory]
    [InlineData("no base64!")]
    [InlineData("AAAA")]
    public async Task A_certificate_that_cannot_be_read_is_a_secret_that_cannot_be_read(string secret)
    {
        await using var host = await StartAsync();

        await AssertRefusedAsync(host, new ExchangeSignIn.Application(Registered.TenantId, Registered.ClientId, secret, IsCertificate: true), 30, "CertificateUnreadable");
    }

    [Fact]
    public async Task A_password_is_not_sent_to_Office_365()
    {
        await using var host = await StartAsync();
        var connection = host.Connection with { Version = ExchangeVersion.Office365 };

        var error = Assert.Throws<SideException>(() => host.Connector.OpenCalendar(connection, Mailbox));

        Assert.Equal((5, "PasswordNotAccepted"), (error.Number, error.Code));
        Assert.Empty(host.Traffic.Operations);
    }

    [Fact]
    public async Task Tokens_are_kept_and_a_withdrawn_one_is_replaced()
    {
        await using var host = await StartAsync();
        await ReadAsync(host);
        await ReadAsync(host);
        Assert.Equal(1, await IssuedAsync(host));

        await host.TellAsync(HttpMethod.Post, "tokens/withdraw");
        await ReadAsync(host);

        Assert.Equal(2, await IssuedAsync(host));
    }

    private static async Task<int> IssuedAsync(ExchangeHost host) => (int)(await host.AskAsync("tokens"))["issued"]!;

    private static Task<SideReading> ReadAsync(ExchangeHost host) => Open(host, Secret(Registered.ClientSecret)).ReadAsync(null, host.Window, Known.Nothing, default);

    private static async Task AssertRefusedAsync(ExchangeHost host, ExchangeSignIn signIn, int number, string code)
    {
        var error = await Assert.ThrowsAsync<SideException>(() => Open(host, signIn).ReadAsync(null, host.Window, Known.Nothing, default));

        Assert.Equal((number, code, ErrorScope.Connection, true), (error.Number, error.Code, error.Scope, error.IsPermanent));
        Assert.Empty(host.Traffic.Operations);
    }

    /// <summary>The library that gets the tokens lives by the machine's clock.</summary>
    private static Task<ExchangeHost> StartAsync(params (string Key, string Value)[] settings) => ExchangeHost.StartAsync(
        time: TimeProvider.System,
        more: settings.Append(("ServerVersion", "Office365")).ToDictionary(s => "Sandbox:" + s.Item1, s => (string?)s.Item2, StringComparer.Ordinal));

    private static ICalendarSide Open(ExchangeHost host, ExchangeSignIn signIn) =>
        host.Connector.OpenCalendar(host.Connection with { Version = ExchangeVersion.Office365, SignIn = signIn }, Mailbox);

    private static ExchangeSignIn.Application Secret(string secret) => new(Registered.TenantId, Registered.ClientId, secret, IsCertificate: false);

    private static ExchangeSignIn.Application Certified(X509Certificate2 certificate) =>
        new(Registered.TenantId, Registered.ClientId, Convert.ToBase64String(certificate.Export(X509ContentType.Pkcs12)), IsCertificate: true);

    private static X509Certificate2 Certificate(DateTimeOffset end)
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=calendarsync", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(end.AddYears(-2), end);
    }
}
