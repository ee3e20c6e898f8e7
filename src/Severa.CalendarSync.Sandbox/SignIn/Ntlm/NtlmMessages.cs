using System.Buffers.Binary;
using System.Text;

namespace Severa.CalendarSync.Sandbox.SignIn.Ntlm;

/// <summary>
/// The three messages of NTLM as bytes.
/// See https://learn.microsoft.com/openspecs/windows_protocols/ms-nlmp (2.2.1).
/// </summary>
internal static class NtlmMessages
{
    public const int Negotiate = 1;
    public const int Authenticate = 3;
    private const int ChallengeHead = 56;
    private const NtlmFlags Offered = NtlmFlags.Sign | NtlmFlags.Seal | NtlmFlags.AlwaysSign | NtlmFlags.ExtendedSessionSecurity
        | NtlmFlags.Key128 | NtlmFlags.KeyExchange | NtlmFlags.Key56;

    private static ReadOnlySpan<byte> Signature => "NTLMSSP\0"u8;

    /// <summary>1, 2 or 3; 0 for what is no NTLM.</summary>
    public static int KindOf(ReadOnlySpan<byte> message) =>
        message.Length >= 12 && message[..8].SequenceEqual(Signature) ? BinaryPrimitives.ReadInt32LittleEndian(message[8..]) : 0;

    /// <summary>The answer to a first message; null when the client cannot do Unicode.</summary>
    public static byte[]? Challenge(ReadOnlySpan<byte> negotiate, ReadOnlySpan<byte> challenge, NtlmServer server, DateTimeOffset now)
    {
        var asked = negotiate.Length >= 16 ? (NtlmFlags)BinaryPrimitives.ReadUInt32LittleEndian(negotiate[12..]) : NtlmFlags.None;
        if (!asked.HasFlag(NtlmFlags.Unicode))
        {
            return null;
        }

        var flags = (asked & Offered) | NtlmFlags.Unicode | NtlmFlags.RequestTarget | NtlmFlags.Ntlm | NtlmFlags.TargetIsDomain | NtlmFlags.TargetInfo | NtlmFlags.Version;
        var target = Encoding.Unicode.GetBytes(server.Domain);
        var info = AvPairs.Of(server, now);
        var message = new byte[ChallengeHead + target.Length + info.Length];
        Signature.CopyTo(message);
        message[8] = 2;
        WriteField(message, 12, target, ChallengeHead);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(20), (uint)flags);
        challenge.CopyTo(message.AsSpan(24));
        WriteField(message, 40, info, ChallengeHead + target.Length);

        // Version of Windows Server 2019, revision 15 of the protocol.
        ReadOnlySpan<byte> version = [10, 0, 0x63, 0x45, 0, 0, 0, 15];
        version.CopyTo(message.AsSpan(48));
        return message;
    }

    /// <summary>A last message; null when its lengths and offsets make no sense.</summary>
    public static NtlmResponse? ReadAuthenticate(byte[] message)
    {
        if (KindOf(message) != Authenticate || message.Length < 64)
        {
            return null;
        }

        var fields = Enumerable.Range(0, 6).Select(i => Field(message, 12 + (i * 8))).ToList();
        return fields.Contains(null)
            ? null
            : new NtlmResponse(
                fields[1]!, Encoding.Unicode.GetString(fields[2]!), Encoding.Unicode.GetString(fields[3]!), fields[5]!,
                (NtlmFlags)BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(60)), message);
    }

    private static void WriteField(byte[] message, int at, byte[] value, int offset)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(at), (ushort)value.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(at + 2), (ushort)value.Length);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(at + 4), offset);
        value.CopyTo(message.AsSpan(offset));
    }

    private static byte[]? Field(byte[] message, int at)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(message.AsSpan(at));
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(at + 4));
        return offset + length <= (uint)message.Length ? message[(int)offset..((int)offset + length)] : null;
    }
}

/// <summary>What a client says in its last message. The LM response is not kept: no server of today takes it.</summary>
internal sealed record NtlmResponse(byte[] NtResponse, string Domain, string User, byte[] SessionKey, NtlmFlags Flags, byte[] Message);
