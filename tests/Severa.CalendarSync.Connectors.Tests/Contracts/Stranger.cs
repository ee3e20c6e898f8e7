using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Notifications;
using Severa.CalendarSync.Connectors.Exchange.SignIn;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Connectors.Tests.Notifications;
using Severa.CalendarSync.Connectors.Tests.Sandbox;

namespace Severa.CalendarSync.Connectors.Tests.Contracts;

/// <summary>
/// The simulated Exchange with filled mailboxes, used as if nobody knew what it is: by address and password. In the end its
/// mailboxes must be what they were, and nobody may have got mail.
/// </summary>
internal sealed class Stranger : ContractServer
{
    private static readonly string[] Folders = ["calendar", "deleteditems"];

    private readonly ExchangeHost _host;
    private readonly ContractServer _server;
    private readonly IReadOnlyList<string> _before;

    private Stranger(ExchangeHost host, ContractServer server, IReadOnlyList<string> before) => (_host, _server, _before) = (host, server, before);

    public override string Address => _server.Address;

    public override string? SecondAddress => _server.SecondAddress;

    public override DateTimeOffset Monday => _server.Monday;

    public override int Requests => _server.Requests;

    public override IExchangeConnector Connector => _server.Connector;

    public override IExchangeNotifications Notifications => _server.Notifications;

    public override ExchangeConnectionOptions Connection => _server.Connection;

    public static async Task<ContractServer> StartAsync()
    {
        var host = await ExchangeHost.StartAsync(isSeeded: true, time: TimeProvider.System);
        var before = await ContentAsync(host);
        return new Stranger(host, await RealServer.StartAsync(Settings(host)), before);
    }

    /// <summary>What somebody would set in the environment.</summary>
    public static ServerSettings Settings(ExchangeHost host)
    {
        var (connection, signIn) = (host.Connection, (ExchangeSignIn.Basic)host.Connection.SignIn);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["EWS_TEST_URL"] = connection.Endpoint.ToString(),
            ["EWS_TEST_USER"] = signIn.UserName,
            ["EWS_TEST_PASSWORD"] = signIn.Password,
            ["EWS_TEST_MAILBOX"] = ExchangeHost.Aino,
            ["EWS_TEST_MAILBOX2"] = Listening.Mikael,
        };
        return ServerSettings.Read(variables.GetValueOrDefault)!;
    }

    /// <summary>Every entry with its version.</summary>
    public static async Task<IReadOnlyList<string>> ContentAsync(ExchangeHost host)
    {
        var content = new List<string>();
        foreach (var (address, folder) in new[] { ExchangeHost.Aino, Listening.Mikael }.SelectMany(a => Folders, (a, f) => (a, f)))
        {
            content.AddRange((await host.EntriesAsync(folder, address)).Select(e => $"{address} {folder} {e["id"]} {e["changeKey"]}").Order(StringComparer.Ordinal));
        }

        return content;
    }

    public override IContractUser User(string? address = null) => _server.User(address);

    public override async ValueTask DisposeAsync()
    {
        await using (_host)
        {
            await _server.DisposeAsync();
            Assert.Equal(_before, await ContentAsync(_host));
            Assert.Equal((0, 0), (await _host.MailsAsync(), await _host.MailsAsync(Listening.Mikael)));
        }
    }
}
