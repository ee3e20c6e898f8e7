using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.SignIn;
using Severa.CalendarSync.Connectors.Tests.Sandbox;

namespace Severa.CalendarSync.Connectors.Tests.Contracts;

public sealed class ServerSettingsTests
{
    private static readonly Dictionary<string, string> Enough = new(StringComparer.Ordinal)
    {
        ["EWS_TEST_URL"] = "https://mail.example.org/EWS/Exchange.asmx",
        ["EWS_TEST_USER"] = @"EXAMPLE\svc",
        ["EWS_TEST_PASSWORD"] = "secret",
        ["EWS_TEST_MAILBOX"] = "anna@example.org",
    };

    [Fact]
    public void Nothing_set_is_no_server()
    {
        Assert.Null(ServerSettings.Read(_ => null));
        Assert.Null(ServerSettings.Read(_ => ""));
    }

    [Fact]
    public void Four_are_enough()
    {
        var settings = Read();

        Assert.Equal((ExchangeVersion.Exchange2016, new ExchangeSignIn.Basic(@"EXAMPLE\svc", "secret")), (settings.Connection.Version, settings.Connection.SignIn));
        Assert.Equal(("anna@example.org", null), (settings.Mailbox, settings.SecondMailbox));
    }

    [Fact]
    public void The_others_are_taken_too()
    {
        Assert.Equal(ExchangeVersion.Exchange2010, Read(("EWS_TEST_VERSION", "Exchange2010")).Connection.Version);
        Assert.Equal("ben@example.org", Read(("EWS_TEST_MAILBOX2", "ben@example.org")).SecondMailbox);
        Assert.IsType<ExchangeSignIn.Windows>(Read(("EWS_TEST_SIGN_IN", "Windows")).Connection.SignIn);
        Assert.Equal(
            new ExchangeSignIn.Application("example.org", @"EXAMPLE\svc", "secret", IsCertificate: false),
            Read(("EWS_TEST_SIGN_IN", "Application"), ("EWS_TEST_TENANT", "example.org")).Connection.SignIn);
    }

    [Theory]
    [InlineData("EWS_TEST_PASSWORD", "", "Set EWS_TEST_PASSWORD as well.")]
    [InlineData("EWS_TEST_URL", "http://mail.example.org/EWS/Exchange.asmx", "EWS_TEST_URL: ")]
    [InlineData("EWS_TEST_URL", "mail.example.org", "EWS_TEST_URL: ")]
    [InlineData("EWS_TEST_VERSION", "2010", "EWS_TEST_VERSION: ")]
    [InlineData("EWS_TEST_SIGN_IN", "Kerberos", "EWS_TEST_SIGN_IN: ")]
    [InlineData("EWS_TEST_SIGN_IN", "Application", "Set EWS_TEST_TENANT as well")]
    public void Wrong_ones_are_told_and_not_skipped(string name, string value, string message) =>
        Assert.StartsWith(message, Assert.Throws<InvalidOperationException>(() => Read((name, value))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task What_a_killed_run_left_is_taken_away_and_nothing_else()
    {
        await using var host = await ExchangeHost.StartAsync(isSeeded: true, time: TimeProvider.System);
        var before = await Stranger.ContentAsync(host);
        await host.AddAsync(ContractServer.Title("left"), DateTimeOffset.UtcNow.AddDays(3));
        var gone = await host.AddAsync(ContractServer.Title("left"), DateTimeOffset.UtcNow.AddDays(4));
        await host.DeleteAsync(gone.Id);
        var kept = await host.AddAsync("About " + ContractServer.Title("left"), DateTimeOffset.UtcNow.AddDays(5));

        await using var server = await RealServer.StartAsync(Stranger.Settings(host));

        Assert.Equal(before.Append($"{ExchangeHost.Aino} calendar {kept.Id} {kept.ChangeKey}").Order(), (await Stranger.ContentAsync(host)).Order());
    }

    private static ServerSettings Read(params (string Name, string Value)[] more)
    {
        var variables = new Dictionary<string, string>(Enough, StringComparer.Ordinal);
        foreach (var (name, value) in more)
        {
            variables[name] = value;
        }

        return ServerSettings.Read(variables.GetValueOrDefault)!;
    }
}
