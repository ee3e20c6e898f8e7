using System.Net;
using System.Net.Security;

namespace Severa.CalendarSync.Connectors.Exchange.SignIn;

/// <summary>
/// Whether this machine can sign in with Negotiate or NTLM. On Linux .NET answers a challenge with silence, which looks like a
/// wrong password, unless the library gss-ntlmssp is there or the program uses the implementation that .NET brings along.
/// </summary>
public static class WindowsSignInSupport
{
    private static readonly Lazy<bool> Exists = new(Try);

    /// <summary>The machine can begin such a sign-in.</summary>
    public static bool IsThere => Exists.Value;

    private static bool Try()
    {
        using var ntlm = new NegotiateAuthentication(new NegotiateAuthenticationClientOptions
        {
            Package = "NTLM",
            Credential = new NetworkCredential("probe", "probe", "probe"),
            TargetName = "HTTP/localhost",
        });
        return ntlm.GetOutgoingBlob([], out var status) is { Length: > 0 } && status == NegotiateAuthenticationStatusCode.ContinueNeeded;
    }
}
