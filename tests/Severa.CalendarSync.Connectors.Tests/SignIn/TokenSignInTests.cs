using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.SignIn;
using Severa.CalendarSync.Connectors.Http;
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

    [Fact]
    public async Task An_answer_without_end_is_given_up()
    {
        await using var server = new RawServer(_ => RawServer.Http($"{{\"access_token\":\"{new string('a', 2 * 1024 * 1024)}\"}}"));
        using var applications = new TokenApplications(new Uri(server.Address, "/"), new NetworkOptions { AllowLoopback = true }, TimeProvider.System);

        var error = await Assert.ThrowsAsync<SideException>(
            async () => await applications.Of(Secret(Registered.ClientSecret), Setup.Connection(ExchangeVersion.Office365)).HeaderAsync(default));

        Assert.Equal(("EntraUnreachable", false, 1), (error.Code, error.IsPermanent, server.Requests));
    }

    /// <summary>Hybrid modern authentication: each server has its own address as audience, whatever port it listens on.</summary>
    [Theory]
    [InlineData("Exchange2013_SP1", ExchangeVersion.Exchange2013)]
    [InlineData("Exchange2016", ExchangeVersion.Exchange2016)]
    [InlineData("ExchangeSE", ExchangeVersion.Exchange2019)]
    public async Task A_server_of_ones_own_is_opened_by_a_token_for_its_own_address(string product, ExchangeVersion version)
    {
        await using var host = await HybridAsync(product);

        var reading = await OpenHybrid(host, host.Connection with { Version = version, SignIn = Secret(Registered.ClientSecret) });

        Assert.IsType<SideReading.Full>(reading);
    }

    [Fact]
    public async Task A_certificate_opens_a_server_of_ones_own_too()
    {
        using var certificate = Certificate(DateTimeOffset.UtcNow.AddYears(1));
        await using var host = await HybridAsync("Exchange2019", ("Applications:0:ClientSecret", ""), ("Applications:0:Certificate", certificate.ExportCertificatePem()));

        Assert.IsType<SideReading.Full>(await OpenHybrid(host, host.Connection with { Version = ExchangeVersion.Exchange2019, SignIn = Certified(certificate) }));
    }

    [Fact]
    public async Task A_token_for_another_server_is_told_from_a_wrong_secret()
    {
        await using var host = await HybridAsync("Exchange2019");

        // Asked for as if the server were Office 365.
        var error = await Assert.ThrowsAsync<SideException>(
            () => OpenHybrid(host, host.Connection with { Version = ExchangeVersion.Office365, SignIn = Secret(Registered.ClientSecret) }));

        Assert.Equal((1, "TokenForAnotherServer", ErrorScope.Connection, true), (error.Number, error.Code, error.Scope, error.IsPermanent));
        Assert.Empty(host.Traffic.Operations);
    }

    [Fact]
    public async Task A_server_that_is_not_registered_is_told_by_Entras_code()
    {
        await using var host = await HybridAsync("Exchange2019");
        var elsewhere = new Uri("https://mail.elsewhere.test/EWS/Exchange.asmx");

        var error = await Assert.ThrowsAsync<SideException>(() => OpenHybrid(
            host, host.Connection with { Endpoint = elsewhere, Version = ExchangeVersion.Exchange2019, SignIn = Secret(Registered.ClientSecret) }));

        Assert.Equal((1, "AADSTS500011"), (error.Number, error.Code));
    }

    private static Task<ExchangeHost> HybridAsync(string product, params (string Key, string Value)[] settings) =>
        StartAsync(settings.Append(("ServerVersion", product)).Append(("SignIn:0", "Bearer")));

    private static Task<SideReading> OpenHybrid(ExchangeHost host, ExchangeConnectionOptions connection) =>
        host.Connector.OpenCalendar(connection, Mailbox).ReadAsync(null, host.Window, Known.Nothing, default);

    private static async Task<int> IssuedAsync(ExchangeHost host) => (int)(await host.AskAsync("tokens"))["issued"]!;

    private static Task<SideReading> ReadAsync(ExchangeHost host) => Open(host, Secret(Registered.ClientSecret)).ReadAsync(null, host.Window, Known.Nothing, default);

    private static async Task AssertRefusedAsync(ExchangeHost host, ExchangeSignIn signIn, int number, string code)
    {
        var error = await Assert.ThrowsAsync<SideException>(() => Open(host, signIn).ReadAsync(null, host.Window, Known.Nothing, default));

        Assert.Equal((number, code, ErrorScope.Connection, true), (error.Number, error.Code, error.Scope, error.IsPermanent));
        Assert.Empty(host.Traffic.Operations);
    }

    /// <summary>The library that gets the tokens lives by the machine's clock.</summary>
    private static Task<ExchangeHost> StartAsync(params (string Key, string Value)[] settings) => StartAsync(settings.Append(("ServerVersion", "Office365")));

    private static Task<ExchangeHost> StartAsync(IEnumerable<(string Key, string Value)> settings) => ExchangeHost.StartAsync(
        time: TimeProvider.System, more: settings.ToDictionary(s => "Sandbox:" + s.Key, s => (string?)s.Value, StringComparer.Ordinal));

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
