using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Text;
using Severa.CalendarSync.Sandbox.SignIn.Ntlm;

namespace Severa.CalendarSync.Sandbox.Tests.SignIn;

/// <summary>Messages of .NET's own client, one by one, for tests that change them or send them elsewhere.</summary>
internal sealed class NtlmClient(string password) : IDisposable
{
    private readonly NegotiateAuthentication _client = new(new NegotiateAuthenticationClientOptions
    {
        Package = "NTLM",
        Credential = new NetworkCredential("calendarsync", password, "CONTOSO"),
        TargetName = "HTTP/127.0.0.1",
    });

    public byte[] First() => _client.GetOutgoingBlob([], out _)!;

    public byte[] Last(byte[] challenge) => _client.GetOutgoingBlob(challenge, out _)!;

    public void Dispose() => _client.Dispose();

    /// <summary>The names in the target info of a challenge.</summary>
    public static List<int> InfoIds(byte[] challenge)
    {
        var ids = new List<int>();
        var at = BinaryPrimitives.ReadInt32LittleEndian(challenge.AsSpan(44));
        while (at < challenge.Length)
        {
            ids.Add(BinaryPrimitives.ReadUInt16LittleEndian(challenge.AsSpan(at)));
            at += 4 + BinaryPrimitives.ReadUInt16LittleEndian(challenge.AsSpan(at + 2));
        }

        return ids;
    }

    /// <summary>A right NTLMv1 answer to a challenge (MS-NLMP 3.3.1): three times DES with parts of the password's hash.</summary>
    public static byte[] OldResponse(byte[] challenge, string password)
    {
        byte[] hash = [.. Md4.Hash(Encoding.Unicode.GetBytes(password)), 0, 0, 0, 0, 0];
        var answer = Enumerable.Range(0, 3).SelectMany(part => Des(hash[(part * 7)..((part * 7) + 7)], challenge)).ToArray();
        return Message([], answer, Encoding.Unicode.GetBytes("CONTOSO"), Encoding.Unicode.GetBytes("calendarsync"), [], []);
    }

    private static byte[] Message(params byte[][] fields)
    {
        var head = new byte[72];
        "NTLMSSP\0\u0003"u8.CopyTo(head);
        var at = head.Length;
        for (var i = 0; i < fields.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(12 + (i * 8)), (ushort)fields[i].Length);
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(16 + (i * 8)), at);
            at += fields[i].Length;
        }

        head[60] = 1;
        return [.. head, .. fields.SelectMany(field => field)];
    }

    private static byte[] Des(byte[] seven, byte[] data)
    {
        var bits = seven.Aggregate(0UL, (sum, next) => (sum << 8) | next);
        var key = Enumerable.Range(0, 8).Select(i => (byte)(((bits >> (49 - (i * 7))) & 0x7f) << 1)).ToArray();
#pragma warning disable CA5351 // The old protocol, to see it refused.
        using var des = DES.Create();
#pragma warning restore CA5351
        des.Key = key;
        return des.EncryptEcb(data, PaddingMode.None);
    }
}
