using Severa.CalendarSync.Sandbox.Entra;

namespace Severa.CalendarSync.Sandbox.SignIn;

/// <summary>
/// Access tokens of applications.
/// See https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-authenticate-an-ews-application-by-using-oauth.
/// </summary>
internal sealed class BearerSignIn(AccessTokens tokens) : ISignInWay
{
    public string Scheme => SignInWays.Bearer;

    public string Challenge =>
        "Bearer client_id=\"00000002-0000-0ff1-ce00-000000000000\", trusted_issuers=\"00000001-0000-0000-c000-000000000000@*\", token_types=\"app_asserted_user_v1 service_asserted_app_v1\"";

    public SignInAnswer Try(string parameter, SignInConnection connection, string host)
    {
        var (application, problem) = tokens.Check(parameter, host);
        return application is not null
            ? new SignInAnswer.SignedIn(application.ToAccount())
            : new SignInAnswer.Refused(Diagnostics: problem!.Header, Challenge: Challenge + ", error=\"invalid_token\"");
    }
}
