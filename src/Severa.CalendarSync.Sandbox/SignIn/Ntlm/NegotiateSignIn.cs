namespace Severa.CalendarSync.Sandbox.SignIn.Ntlm;

/// <summary>
/// "Negotiate" on a server without Kerberos: NTLM, wrapped or not, as the client likes it.
/// See https://www.rfc-editor.org/rfc/rfc4559.
/// </summary>
internal sealed class NegotiateSignIn(NtlmHandshake handshake) : ISignInWay
{
    public string Scheme => SignInWays.Negotiate;

    public string Challenge => Scheme;

    public SignInAnswer Try(string parameter, SignInConnection connection, string host)
    {
        var token = new byte[parameter.Length];
        if (!Convert.TryFromBase64String(parameter, token, out var length))
        {
            return new SignInAnswer.Refused();
        }

        token = token[..length];
        return NtlmMessages.KindOf(token) != 0 ? NtlmSignIn.Step(handshake, token, connection, Scheme) : Wrapped(token, connection);
    }

    private SignInAnswer Wrapped(byte[] token, SignInConnection connection)
    {
        switch (Spnego.Unwrap(token))
        {
            case null:
                return new SignInAnswer.Refused();
            case []:
                return GoOn(null);
            case var message when NtlmMessages.KindOf(message) == NtlmMessages.Negotiate && handshake.Begin(message, connection) is { } challenge:
                return GoOn(challenge);
            case var message when NtlmMessages.KindOf(message) == NtlmMessages.Authenticate:
                var answer = handshake.End(message, connection);
                return answer is SignInAnswer.SignedIn signedIn ? signedIn with { Tail = Header(Spnego.Wrap(Spnego.State.Completed, null)) } : answer;
            default:
                return new SignInAnswer.Refused();
        }
    }

    private SignInAnswer.GoOn GoOn(byte[]? message) => new(Header(Spnego.Wrap(Spnego.State.Incomplete, message)));

    private string Header(byte[] token) => Scheme + " " + Convert.ToBase64String(token);
}
