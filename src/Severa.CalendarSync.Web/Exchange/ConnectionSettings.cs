using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>
/// The one place that hands out the address of Exchange together with its secret, for tests and for runs alike:
/// only if the secret was saved for exactly this address and sign-in method.
/// </summary>
public sealed class ConnectionSettings(IDbContextFactory<SyncDbContext> contexts, IOptions<NetworkOptions> network, IOptions<ExchangeOptions> exchange)
{
    internal const int ServerNotFound = 7;
    internal const int VersionNotSupported = 9;
    internal const int NoConnection = 21;

    /// <summary>The connection, ready to be used.</summary>
    /// <exception cref="SideException">E7, E21 or E30: it cannot be used as it is saved. Nothing was sent anywhere.</exception>
    public async Task<ExchangeConnectionOptions> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await LoadAsync(cancellationToken) ?? throw Refused(NoConnection, "NoConnection");
        if (ServerAddress.Problem(connection.Url, network.Value.AllowLoopback) is not null || connection.Url != AddressOf(connection))
        {
            throw Refused(ServerNotFound, "UrlRefused");
        }

        return SecretBinding.Holds(connection)
            ? new ExchangeConnectionOptions(new Uri(connection.Url!), connection.Version.ToConnector(), SignInMethods.SignInOf(connection))
            {
                ReadTimeout = exchange.Value.ReadTimeout,
                WriteTimeout = exchange.Value.WriteTimeout,
            }
            : throw Refused(SecretUnreadableException.ErrorNumber, "SecretNotForThisAddress");
    }

    private string AddressOf(ExchangeConnection connection) => ServerAddress.For(connection.Version, connection.Url, network.Value.AllowLoopback);

    private async Task<ExchangeConnection?> LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            return await db.ExchangeConnections.AsNoTracking().OrderBy(connection => connection.Id).FirstOrDefaultAsync(cancellationToken);
        }
        catch (SecretUnreadableException problem)
        {
            throw Refused(SecretUnreadableException.ErrorNumber, "SecretUnreadable", problem);
        }
    }

    private static SideException Refused(int number, string code, Exception? inner = null) =>
        new(number, ErrorScope.Connection, isPermanent: true, code, inner);
}
