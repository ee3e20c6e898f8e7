namespace Severa.CalendarSync.Sandbox.SignIn.Ntlm;

/// <summary>
/// NTLM over HTTP: two refused requests with messages, then a connection that belongs to the account.
/// See https://learn.microsoft.com/openspecs/windows_protocols/ms-nthp.
/// </summary>
internal sealed class NtlmSignIn(NtlmHandshake handshake) : ISignInWay
{
    public string Scheme => SignInWays.Ntlm;

    public string Challenge => Scheme;

    public SignInAnswer Try(string parameter, SignInConnection connection, string host)
    {
        var message = new byte[parameter.Length];
        return Convert.TryFromBase64String(parameter, message, out var length)
            ? Step(handshake, message[..length], connection, Scheme)
            : new SignInAnswer.Refused();
    }

    /// <summary>One message without any wrapping.</summary>
    public static SignInAnswer Step(NtlmHandshake handshake, byte[] message, SignInConnection connection, string scheme) => NtlmMessages.KindOf(message) switch
    {
        NtlmMessages.Negotiate when handshake.Begin(message, connection) is { } challenge =>
            new SignInAnswer.GoOn(scheme + " " + Convert.ToBase64String(challenge)),
        NtlmMessages.Authenticate => handshake.End(message, connection),
        _ => new SignInAnswer.Refused(),
    };
}
