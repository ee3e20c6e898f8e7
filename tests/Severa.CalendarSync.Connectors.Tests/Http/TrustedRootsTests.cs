using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Http;

public sealed class TrustedRootsTests
{
    private static readonly NetworkOptions Network = new() { AllowLoopback = true };

    [Fact]
    public async Task Server_of_an_added_root_is_trusted()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue();
        await using var server = new TlsServer(certificate);

        Assert.Null(await ErrorOfAsync(server, authority.Pem));
        Assert.Equal(new DateTimeOffset(certificate.NotAfter), await Probe(authority.Pem).CertificateExpiryAsync(server.Address, default));
    }

    [Fact]
    public async Task Same_server_is_not_trusted_without_the_root()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue();
        await using var server = new TlsServer(certificate);

        await AssertRefusedAsync(server, null, "TlsNotTrusted");
    }

    [Fact]
    public async Task Root_of_somebody_else_does_not_help()
    {
        using var authority = new TestAuthority();
        using var other = new TestAuthority();
        using var certificate = authority.Issue();
        await using var server = new TlsServer(certificate);

        await AssertRefusedAsync(server, other.Pem, "TlsNotTrusted");
    }

    [Theory]
    [InlineData("mail.example.org", false, false, "TlsOtherName")]
    [InlineData("localhost", true, false, "TlsNotTrusted")]
    [InlineData("localhost", false, true, "TlsNotTrusted")]
    public async Task Name_dates_and_purpose_are_checked_all_the_same(string name, bool isExpired, bool isForClients, string code)
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue(name, isExpired, isForClients);
        await using var server = new TlsServer(certificate);

        await AssertRefusedAsync(server, authority.Pem, code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Authority_between_is_taken_from_the_server_or_from_the_file(bool isSent)
    {
        using var authority = new TestAuthority();
        using var between = authority.Below();
        using var certificate = between.Issue();
        await using var server = isSent ? new TlsServer(certificate, between.Certificate) : new TlsServer(certificate);

        Assert.Null(await ErrorOfAsync(server, isSent ? authority.Pem : between.Pem + "\n" + authority.Pem));
    }

    [Fact]
    public void What_the_machine_trusts_stays_trusted()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue();

        Assert.True(TrustedRoots.None.Accept(certificate, null, SslPolicyErrors.None));
        Assert.True(Roots(authority.Pem).Accept(certificate, null, SslPolicyErrors.None));
        Assert.False(Roots(authority.Pem).Accept(null, null, SslPolicyErrors.RemoteCertificateNotAvailable));
        Assert.False(TrustedRoots.None.Accept(certificate, null, SslPolicyErrors.RemoteCertificateChainErrors));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void Text_without_a_root_is_refused(string pem) => Assert.False(TrustedRoots.TryParse(pem, out _));

    [Fact]
    public void Certificate_that_is_no_root_is_refused()
    {
        using var authority = new TestAuthority();
        using var between = authority.Below();

        Assert.False(TrustedRoots.TryParse(between.Pem, out _));
        Assert.True(TrustedRoots.TryParse(between.Pem + "\n" + authority.Pem, out var roots));
        Assert.Equal("CN=Root of a test", Assert.Single(roots.Certificates).Subject);
    }

    [Fact]
    public void Fingerprint_tells_roots_apart_and_not_their_order()
    {
        using var one = new TestAuthority();
        using var other = new TestAuthority();

        Assert.NotEqual(Roots(one.Pem).Fingerprint, Roots(other.Pem).Fingerprint);
        Assert.Equal(Roots(one.Pem + "\n" + other.Pem).Fingerprint, Roots(other.Pem + "\n" + one.Pem).Fingerprint);
        Assert.Equal("", TrustedRoots.None.Fingerprint);
    }

    private static async Task AssertRefusedAsync(TlsServer server, string? pem, string code)
    {
        var error = await ErrorOfAsync(server, pem);
        var told = await Assert.ThrowsAsync<SideException>(() => Probe(pem).CertificateExpiryAsync(server.Address, default));

        Assert.True(error is SideException { Number: 8, Code: "Tls", IsPermanent: true }, error?.ToString());
        Assert.Equal((8, code), (told.Number, told.Code));
    }

    /// <summary>What a request through the guarded handler ends with; null for an answer.</summary>
    private static async Task<Exception?> ErrorOfAsync(TlsServer server, string? pem)
    {
        using var http = new HttpMessageInvoker(new GuardedHandler(Network, roots: pem is null ? null : Roots(pem)));
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Address);
        try
        {
            using var response = await http.SendAsync(request, default);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return null;
        }
        catch (HttpRequestException exception)
        {
            return HttpErrors.Of(exception);
        }
    }

    private static ServerProbe Probe(string? pem) => new(Network, TimeProvider.System, pem is null ? null : Roots(pem));

    private static TrustedRoots Roots(string pem)
    {
        Assert.True(TrustedRoots.TryParse(pem, out var roots));
        return roots;
    }
}
