using System.Net;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Exchange.SignIn;

/// <summary>
/// The sessions in use, one for each server and account: a Windows sign-in belongs to its connections, so they are never shared by
/// two sign-ins. With a new password or other roots begins a new session.
/// </summary>
/// <param name="network">What may be reached.</param>
/// <param name="options">Where tokens come from.</param>
/// <param name="time">The clock.</param>
/// <param name="watch">Somebody who sees every request go by.</param>
internal sealed class ExchangeSessions(
    IOptions<NetworkOptions> network, IOptions<ExchangeOptions> options, TimeProvider time, Func<HttpMessageHandler, HttpMessageHandler>? watch = null) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Server, string Account), (Terms Terms, ExchangeSession Session)> _sessions = [];
    private readonly TokenApplications _tokens = new(options.Value.Authority, network.Value, time);

    /// <exception cref="Core.Sync.SideException">E5: that sign-in is not possible there, or from this machine.</exception>
    public ExchangeSession Of(ExchangeConnectionOptions connection)
    {
        var key = (connection.Endpoint.Authority, connection.SignIn.Account.ToUpperInvariant());
        lock (_lock)
        {
            var terms = new Terms(connection.SignIn, connection.Roots.Fingerprint);
            if (_sessions.TryGetValue(key, out var known) && known.Terms == terms)
            {
                return known.Session;
            }

            // Runs under way go on with the session they have; it ends with them.
            var authorization = Authorization(connection);
            var session = new ExchangeSession(authorization, connections => Open(connection, authorization.Credentials, connections), time);
            _sessions[key] = (terms, session);
            return session;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var (_, session) in _sessions.Values)
            {
                session.Dispose();
            }

            _sessions.Clear();
        }

        _tokens.Dispose();
    }

    private IAuthorization Authorization(ExchangeConnectionOptions connection) => connection.SignIn switch
    {
        ExchangeSignIn.Application application => _tokens.Of(application, connection),

        // Microsoft no longer accepts a delegate with a password there.
        _ when connection.Version == ExchangeVersion.Office365 => throw EwsErrors.Of("PasswordNotAccepted"),
        ExchangeSignIn.Basic basic => new BasicAuthorization(basic),
        ExchangeSignIn.Windows windows => new WindowsAuthorization(windows, connection.Endpoint),
        _ => throw new ArgumentException(connection.SignIn.ToString(), nameof(connection)),
    };

    private HttpMessageHandler Open(ExchangeConnectionOptions connection, ICredentials? credentials, int? connections)
    {
        var handler = new GuardedHandler(network.Value, connections, credentials, connection.Roots);
        return watch is null ? handler : watch(handler);
    }

    /// <summary>What a session was begun with: with another password or other roots it is another one.</summary>
    private sealed record Terms(ExchangeSignIn SignIn, string Roots);
}
