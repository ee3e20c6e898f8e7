using System.Net;
using System.Net.Http.Headers;

namespace Severa.CalendarSync.Connectors.Exchange.SignIn;

/// <summary>What makes the server let a request in.</summary>
internal interface IAuthorization
{
    /// <summary>How often one request may go out until it is let in. All but the last are refused before anything happens.</summary>
    int Legs => 1;

    /// <summary>For sign-ins that belong to a connection; null: each request carries its own.</summary>
    ICredentials? Credentials => null;

    /// <summary>What the next request carries; null: nothing.</summary>
    ValueTask<AuthenticationHeaderValue?> HeaderAsync(CancellationToken cancellationToken);

    /// <summary>The server refused what the last request carried.</summary>
    void Refused()
    {
    }
}
