using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Notifications;
using Severa.CalendarSync.Connectors.Tests.Sandbox;

namespace Severa.CalendarSync.Connectors.Tests.Contracts;

/// <summary>An Exchange that is known by its address and a sign-in only.</summary>
internal sealed class RealServer : ContractServer
{
    private readonly ServerSettings _settings;
    private readonly ServiceProvider _services;

    private RealServer(ServerSettings settings, string? authority)
    {
        _settings = settings;
        var wire = new Wire();
        Count(wire);
        var endpoint = settings.Connection.Endpoint;
        var configuration = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Network:AllowLoopback"] = endpoint.IsLoopback ? "true" : "false",
            ["Network:AllowedHosts:0"] = endpoint.IdnHost,
            ["Exchange:Authority"] = authority,
        };
        _services = new ServiceCollection()
            .AddLogging()
            .AddExchangeConnector(new ConfigurationBuilder().AddInMemoryCollection(configuration.Where(s => s.Value is not null)).Build())
            .AddSingleton<Func<HttpMessageHandler, HttpMessageHandler>>(handler => new WireHook(wire) { InnerHandler = handler })
            .BuildServiceProvider();

        // Far enough from what people do today; a Monday, because series are on Mondays.
        var today = DateTimeOffset.UtcNow.Date;
        Monday = new DateTimeOffset(today.AddDays(28 + ((8 - (int)today.DayOfWeek) % 7)).AddHours(8), TimeSpan.Zero);
    }

    public override string Address => _settings.Mailbox;

    public override string? SecondAddress => _settings.SecondMailbox;

    public override DateTimeOffset Monday { get; }

    public override IExchangeConnector Connector => _services.GetRequiredService<IExchangeConnector>();

    public override IExchangeNotifications Notifications => _services.GetRequiredService<IExchangeNotifications>();

    public override ExchangeConnectionOptions Connection => _settings.Connection;

    /// <summary>The one that the environment names.</summary>
    public static Task<ContractServer> StartAsync() => StartAsync(ServerSettings.FromEnvironment() ?? throw new InvalidOperationException(ServerSettings.Reason));

    /// <param name="settings">Which one.</param>
    /// <param name="authority">Who gives tokens; null: Entra.</param>
    public static async Task<ContractServer> StartAsync(ServerSettings settings, string? authority = null)
    {
        var server = new RealServer(settings, authority);
        try
        {
            await server.CleanUpAsync();
            return server;
        }
        catch
        {
            await server._services.DisposeAsync();
            throw;
        }
    }

    public override IContractUser User(string? address = null) => Raw(address ?? Address);

    public override async ValueTask DisposeAsync()
    {
        await using (_services)
        {
            await CleanUpAsync();
        }
    }

    private async Task CleanUpAsync()
    {
        foreach (var address in new[] { Address, SecondAddress }.OfType<string>())
        {
            await Raw(address).CleanUpAsync();
        }
    }

    private RawUser Raw(string address) =>
        new(_services.GetRequiredService<EwsClientFactory>().Make(Connection).As(new EwsCaller(address, "FLE Standard Time")));
}
