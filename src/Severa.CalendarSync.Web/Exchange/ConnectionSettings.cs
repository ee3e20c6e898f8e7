using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Autodiscover;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Protection;
using Severa.CalendarSync.Data.Startup;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>
/// The one place that hands out the address of Exchange together with its secret, for tests and for runs alike:
/// only if the secret was saved for exactly this address and sign-in method.
/// </summary>
public sealed class ConnectionSettings(
    IDbContextFactory<SyncDbContext> contexts, Installation installation, IExchangeLocator locator, IOptions<NetworkOptions> network, IOptions<ExchangeOptions> exchange)
{
    internal const int ServerNotFound = 7;
    internal const int CertificateNotTrusted = 8;
    internal const int VersionNotSupported = 9;
    internal const int NoMailbox = 13;
    internal const int MailboxMoving = 19;
    internal const int NoConnection = 21;

    /// <summary>The connection, ready to be used.</summary>
    /// <exception cref="SideException">E7, E21, E29 or E30: it cannot be used as it is saved. Nothing was sent anywhere.</exception>
    public async Task<UsableConnection> OpenAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        if (installation.IsForeign)
        {
            throw new SideException(Installation.ErrorNumber, ErrorScope.Mailbox, isPermanent: true, "DatabaseOfAnother");
        }

        var connection = await LoadAsync(connectionId, cancellationToken) ?? throw Refused(NoConnection, "NoConnection");
        if (IsFixed(connection) && ServerAddress.Problem(connection.Url, network.Value.AllowLoopback) is not null)
        {
            throw Refused(ServerNotFound, "UrlRefused");
        }

        return SecretBinding.Holds(connection) ? Usable(connection) : throw Refused(SecretUnreadableException.ErrorNumber, "SecretNotForThisAddress");
    }

    /// <summary>Where a mailbox lives is looked up again, if what happened says that it may live elsewhere now.</summary>
    public void Doubt(string address, RunReport report)
    {
        switch (report)
        {
            case { ErrorScope: ErrorScope.Connection, ErrorNumber: ServerNotFound or CertificateNotTrusted }:
                locator.ForgetDomainOf(address);
                break;
            case { ErrorScope: ErrorScope.Mailbox, ErrorNumber: ServerNotFound or NoMailbox or MailboxMoving }:
                locator.ForgetMailbox(address);
                break;
        }
    }

    private UsableConnection Usable(ExchangeConnection connection)
    {
        var (version, signIn, roots) = (connection.Version.ToConnector(), SignInMethods.SignInOf(connection), ConnectionRoots.Of(connection.TrustedRoot));
        var terms = new LocateRequest("", version, signIn)
        {
            AllowedHosts = HostLines.Of(connection.AllowedHosts),
            Roots = roots,
            FixedEndpoint = IsFixed(connection) ? new Uri(AddressOf(connection)) : null,
        };
        return new UsableConnection(locator, terms, endpoint => new ExchangeConnectionOptions(endpoint, version, signIn)
        {
            Id = connection.Id,
            ReadTimeout = exchange.Value.ReadTimeout,
            WriteTimeout = exchange.Value.WriteTimeout,
            Roots = roots,
        })
        {
            Domains = MailDomains.Of(connection.Domains),
            OutOfReach = string.IsNullOrEmpty(connection.OutOfReachAddress) ? null : connection.OutOfReachAddress,
        };
    }

    private static bool IsFixed(ExchangeConnection connection) => !string.IsNullOrEmpty(connection.Url);

    private string AddressOf(ExchangeConnection connection) => ServerAddress.For(connection.Version, connection.Url, network.Value.AllowLoopback);

    private async Task<ExchangeConnection?> LoadAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            return await db.ExchangeConnections.AsNoTracking().SingleOrDefaultAsync(connection => connection.Id == connectionId, cancellationToken);
        }
        catch (SecretUnreadableException problem)
        {
            throw Refused(SecretUnreadableException.ErrorNumber, "SecretUnreadable", problem);
        }
    }

    private static SideException Refused(int number, string code, Exception? inner = null) =>
        new(number, ErrorScope.Connection, isPermanent: true, code, inner);
}
