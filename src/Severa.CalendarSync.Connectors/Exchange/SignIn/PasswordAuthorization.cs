using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Severa.CalendarSync.Connectors.Exchange.Ews;

namespace Severa.CalendarSync.Connectors.Exchange.SignIn;

/// <summary>HTTP Basic. <see href="https://www.rfc-editor.org/rfc/rfc7617">RFC 7617</see>.</summary>
internal sealed class BasicAuthorization(ExchangeSignIn.Basic signIn) : IAuthorization
{
    private readonly AuthenticationHeaderValue _header =
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{signIn.UserName}:{signIn.Password}")));

    public ValueTask<AuthenticationHeaderValue?> HeaderAsync(CancellationToken cancellationToken) => new(_header);
}

/// <summary>Negotiate and NTLM, which the handler does itself: each connection is signed in once, with three legs.</summary>
internal sealed class WindowsAuthorization(ExchangeSignIn.Windows signIn, Uri server) : IAuthorization
{
    public int Legs => 3;

    /// <summary>For this server and no other.</summary>
    public ICredentials? Credentials { get; } = Cache(signIn, server);

    public ValueTask<AuthenticationHeaderValue?> HeaderAsync(CancellationToken cancellationToken) => new((AuthenticationHeaderValue?)null);

    /// <exception cref="Core.Sync.SideException">E5: this machine cannot sign in that way.</exception>
    private static CredentialCache Cache(ExchangeSignIn.Windows signIn, Uri server)
    {
        if (!WindowsSignInSupport.IsThere)
        {
            throw EwsErrors.Of("NoWindowsSignInHere");
        }

        var root = new Uri(server.GetLeftPart(UriPartial.Authority));
        var credential = signIn.UserName.Split('\\') is [var domain, var name]
            ? new NetworkCredential(name, signIn.Password, domain)
            : new NetworkCredential(signIn.UserName, signIn.Password);
        return new CredentialCache { { root, "Negotiate", credential }, { root, "NTLM", credential } };
    }
}
