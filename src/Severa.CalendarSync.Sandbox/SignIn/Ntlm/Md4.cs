using System.Buffers.Binary;
using System.Numerics;

namespace Severa.CalendarSync.Sandbox.SignIn.Ntlm;

/// <summary>MD4, which NTLM derives its keys with and .NET does not have. See https://www.rfc-editor.org/rfc/rfc1320.</summary>
internal static class Md4
{
    private const int Block = 64;
    private static readonly int[] Third = [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15];
    private static readonly int[][] Shifts = [[3, 7, 11, 19], [3, 5, 9, 13], [3, 9, 11, 15]];

    public static byte[] Hash(ReadOnlySpan<byte> message)
    {
        var padded = new byte[(((message.Length + 8) / Block) + 1) * Block];
        message.CopyTo(padded);
        padded[message.Length] = 0x80;
        BinaryPrimitives.WriteUInt64LittleEndian(padded.AsSpan(padded.Length - 8), (ulong)message.Length * 8);

        uint[] state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
        for (var at = 0; at < padded.Length; at += Block)
        {
            Add(state, padded.AsSpan(at, Block));
        }

        var hash = new byte[16];
        for (var word = 0; word < 4; word++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(hash.AsSpan(word * 4), state[word]);
        }

        return hash;
    }

    private static void Add(uint[] state, ReadOnlySpan<byte> block)
    {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        for (var step = 0; step < 48; step++)
        {
            var round = step / 16;
            var (mixed, constant, word) = round switch
            {
                0 => ((b & c) | (~b & d), 0u, step),
                1 => ((b & c) | (b & d) | (c & d), 0x5a827999u, (step % 4 * 4) + (step % 16 / 4)),
                _ => (b ^ c ^ d, 0x6ed9eba1u, Third[step % 16]),
            };
            var sum = a + mixed + BinaryPrimitives.ReadUInt32LittleEndian(block[(word * 4)..]) + constant;
            (a, d, c, b) = (d, c, b, BitOperations.RotateLeft(sum, Shifts[round][step % 4]));
        }

        (state[0], state[1], state[2], state[3]) = (state[0] + a, state[1] + b, state[2] + c, state[3] + d);
    }
}
