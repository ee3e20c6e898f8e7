using System.Security.Cryptography;
using System.Text;

namespace Severa.CalendarSync.Sandbox.SignIn.Ntlm;

/// <summary>
/// Checks an NTLMv2 response. The older ones, LM and NTLMv1, are too short to be one and are refused.
/// See https://learn.microsoft.com/openspecs/windows_protocols/ms-nlmp (3.3.2).
/// </summary>
internal static class Ntlmv2
{
    private const int Proof = 16;
    private const int PairsInBlob = 28;
    private const int MicAt = 72;

    public static byte[] ResponseKey(string user, string domain, string password) =>
        Hmac(Md4.Hash(Encoding.Unicode.GetBytes(password)), Encoding.Unicode.GetBytes(user.ToUpperInvariant() + domain));

    public static byte[] ProofOf(byte[] responseKey, byte[] challenge, byte[] blob) => Hmac(responseKey, [.. challenge, .. blob]);

    public static byte[] SessionBaseKey(byte[] responseKey, byte[] proof) => Hmac(responseKey, proof);

    public static bool Verify(NtlmExchange exchange, NtlmResponse response, string password)
    {
        if (response.NtResponse.Length <= Proof + PairsInBlob)
        {
            return false;
        }

        var (given, blob) = (response.NtResponse[..Proof], response.NtResponse[Proof..]);
        var key = ResponseKey(response.User, response.Domain, password);
        return CryptographicOperations.FixedTimeEquals(given, ProofOf(key, exchange.ServerChallenge, blob))
            && (!AvPairs.SayMic(blob.AsSpan(PairsInBlob)) || HasRightMic(exchange, response, SessionBaseKey(key, given)));
    }

    /// <summary>The code over all three messages shows that nobody between changed what was agreed on.</summary>
    private static bool HasRightMic(NtlmExchange exchange, NtlmResponse response, byte[] baseKey)
    {
        if (response.Message.Length < MicAt + Proof)
        {
            return false;
        }

        var key = response.Flags.HasFlag(NtlmFlags.KeyExchange) ? Rc4.Apply(baseKey, response.SessionKey) : baseKey;
        var bare = (byte[])response.Message.Clone();
        bare.AsSpan(MicAt, Proof).Clear();
        return CryptographicOperations.FixedTimeEquals(
            response.Message.AsSpan(MicAt, Proof), Hmac(key, [.. exchange.Negotiate, .. exchange.Challenge, .. bare]));
    }

#pragma warning disable CA5351 // The protocol is what it is: HMAC-MD5.
    private static byte[] Hmac(byte[] key, byte[] data) => HMACMD5.HashData(key, data);
#pragma warning restore CA5351
}

/// <summary>The two messages that went before the last one.</summary>
internal sealed record NtlmExchange(byte[] Negotiate, byte[] Challenge)
{
    public byte[] ServerChallenge => Challenge[24..32];
}
