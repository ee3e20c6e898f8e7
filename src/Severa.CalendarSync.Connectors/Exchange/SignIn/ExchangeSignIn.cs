namespace Severa.CalendarSync.Connectors.Exchange.SignIn;

/// <summary>How the service proves to Exchange who it is. Never shows names or secrets.</summary>
public abstract record ExchangeSignIn
{
    private ExchangeSignIn()
    {
    }

    /// <summary>Whom the server lets in, and whose requests it counts.</summary>
    public abstract string Account { get; }

    public sealed override string ToString() => GetType().Name;

    /// <summary>Name and password with each request.</summary>
    /// <param name="UserName">The delegate: <c>DOMAIN\name</c> or a user principal name.</param>
    /// <param name="Password">His password.</param>
    public sealed record Basic(string UserName, string Password) : ExchangeSignIn
    {
        public override string Account => UserName;
    }

    /// <summary>
    /// Negotiate or NTLM: the password never leaves this machine, and a connection is signed in once.
    /// <see href="https://learn.microsoft.com/openspecs/windows_protocols/ms-ntht">MS-NTHT</see>.
    /// </summary>
    /// <param name="UserName">The delegate: <c>DOMAIN\name</c> or a user principal name.</param>
    /// <param name="Password">His password.</param>
    public sealed record Windows(string UserName, string Password) : ExchangeSignIn
    {
        public override string Account => UserName;
    }

    /// <summary>
    /// An application registered in Entra, which gets tokens for itself.
    /// <see href="https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-authenticate-an-ews-application-by-using-oauth">OAuth for EWS</see>.
    /// </summary>
    /// <param name="Tenant">The tenant's id or one of its domains.</param>
    /// <param name="ApplicationId">The application's (client) id.</param>
    /// <param name="Secret">What it proves itself with: a client secret, or a certificate with its key as base64 of PKCS #12 without a password.</param>
    /// <param name="IsCertificate">The secret is a certificate.</param>
    public sealed record Application(string Tenant, string ApplicationId, string Secret, bool IsCertificate) : ExchangeSignIn
    {
        public override string Account => ApplicationId;
    }
}
