namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>How servers are reached in one search; its connections end with it.</summary>
/// <param name="anonymous">Without a sign-in.</param>
/// <param name="signedIn">With the sign-in of the connection, to whatever host the request goes: only a plan's hosts get here.</param>
/// <param name="unsecured">For the one GET without https.</param>
/// <param name="schemes">The ways to sign in the connection has, as in WWW-Authenticate.</param>
internal sealed class AutodiscoverAccess(HttpMessageInvoker anonymous, HttpMessageInvoker signedIn, HttpMessageInvoker unsecured, IReadOnlyCollection<string> schemes) : IDisposable
{
    public HttpMessageInvoker Anonymous => anonymous;

    public HttpMessageInvoker SignedIn => signedIn;

    public HttpMessageInvoker Unsecured => unsecured;

    public IReadOnlyCollection<string> Schemes => schemes;

    public void Dispose()
    {
        anonymous.Dispose();
        signedIn.Dispose();
        unsecured.Dispose();
    }
}
