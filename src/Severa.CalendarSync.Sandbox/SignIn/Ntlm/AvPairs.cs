using System.Buffers.Binary;
using System.Text;

namespace Severa.CalendarSync.Sandbox.SignIn.Ntlm;

/// <summary>The list of names and values in challenge and response. See MS-NLMP 2.2.2.1.</summary>
internal static class AvPairs
{
    private const ushort End = 0;
    private const ushort ComputerName = 1;
    private const ushort DomainName = 2;
    private const ushort DnsComputerName = 3;
    private const ushort DnsDomainName = 4;
    private const ushort Flags = 6;
    private const ushort Timestamp = 7;
    private const uint HasMic = 2;

    /// <summary>What a server says about itself. Clients give up without the two short names.</summary>
    public static byte[] Of(NtlmServer server, DateTimeOffset now)
    {
        var time = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(time, now.ToFileTime());
        return
        [
            .. Pair(DomainName, server.Domain), .. Pair(ComputerName, server.Computer), .. Pair(DnsDomainName, server.DnsDomain),
            .. Pair(DnsComputerName, server.Computer.ToLowerInvariant() + "." + server.DnsDomain), .. Pair(Timestamp, time), .. Pair(End, []),
        ];
    }

    /// <summary>Whether a client says in its response that the message carries an integrity code.</summary>
    public static bool SayMic(ReadOnlySpan<byte> pairs)
    {
        while (pairs.Length >= 4)
        {
            var (id, length) = (BinaryPrimitives.ReadUInt16LittleEndian(pairs), BinaryPrimitives.ReadUInt16LittleEndian(pairs[2..]));
            if (id == End || pairs.Length < 4 + length)
            {
                return false;
            }

            if (id == Flags && length == 4)
            {
                return (BinaryPrimitives.ReadUInt32LittleEndian(pairs[4..]) & HasMic) != 0;
            }

            pairs = pairs[(4 + length)..];
        }

        return false;
    }

    private static byte[] Pair(ushort id, string value) => Pair(id, Encoding.Unicode.GetBytes(value));

    private static byte[] Pair(ushort id, byte[] value)
    {
        var head = new byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(head, id);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(2), (ushort)value.Length);
        return [.. head, .. value];
    }
}

/// <summary>The names a server gives itself: short domain, domain, short computer name.</summary>
internal sealed record NtlmServer(string Domain, string DnsDomain, string Computer);
