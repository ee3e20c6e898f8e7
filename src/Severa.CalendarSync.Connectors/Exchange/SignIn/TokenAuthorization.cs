using System.Net.Http.Headers;
using Microsoft.Identity.Client;

namespace Severa.CalendarSync.Connectors.Exchange.SignIn;

/// <summary>
/// Tokens an application gets for itself; the library keeps each until shortly before it ends.
/// <see href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">Client credentials</see>.
/// </summary>
/// <param name="application">The application, or what is wrong with its secret.</param>
/// <param name="scope">What the tokens are for, such as <c>https://outlook.office365.com/.default</c>.</param>
internal sealed class TokenAuthorization(Func<IConfidentialClientApplication> application, string scope) : IAuthorization
{
    private readonly Lazy<IConfidentialClientApplication> _application = new(application, LazyThreadSafetyMode.PublicationOnly);
    private volatile bool _isRefused;

    public async ValueTask<AuthenticationHeaderValue?> HeaderAsync(CancellationToken cancellationToken)
    {
        try
        {
            var token = await _application.Value.AcquireTokenForClient([scope]).WithForceRefresh(_isRefused).ExecuteAsync(cancellationToken);
            _isRefused = false;
            return new AuthenticationHeaderValue("Bearer", token.AccessToken);
        }
        catch (Exception problem) when (TokenErrors.Has(problem))
        {
            throw TokenErrors.Of(problem);
        }
    }

    /// <summary>The token may have been withdrawn: the next request brings a new one.</summary>
    public void Refused() => _isRefused = true;
}
