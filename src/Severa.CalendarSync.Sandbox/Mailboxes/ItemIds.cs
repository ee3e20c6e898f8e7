using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>
/// Makes ids that look like Exchange's: base64, case-sensitive. Every eighth one differs from the one before
/// by the case of a single letter, so that a client comparing without case is found out.
/// </summary>
internal static class ItemIds
{
    private const int TwinEvery = 8;

    public static string Next(Guid mailbox, long number) =>
        number % TwinEvery == 0 && number > 0 ? TwinOf(Plain(mailbox, number - 1)) : Plain(mailbox, number);

    public static string ForFolder(Guid mailbox, string folder) =>
        "AAMkADAw" + Convert.ToBase64String(Hash(mailbox, "folder " + folder).AsSpan(0, 30)).Replace('/', '_').Replace('+', '-') + "AAA=";

    public static string ChangeKey(Guid mailbox, long sequence)
    {
        Span<byte> bytes = stackalloc byte[24];
        bytes[0] = 0x0F;
        bytes[4] = 0x16;
        Hash(mailbox, "changes").AsSpan(0, 8).CopyTo(bytes[8..]);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], sequence);
        return Convert.ToBase64String(bytes);
    }

    private static string Plain(Guid mailbox, long number) =>
        "AAMkADAw" + Convert.ToBase64String(Hash(mailbox, "box").AsSpan(0, 12)) + Convert.ToBase64String(Hash(mailbox, "item " + number).AsSpan(0, 27));

    private static string TwinOf(string id)
    {
        for (var at = id.Length - 1; at > 0; at--)
        {
            if (char.IsAsciiLetter(id[at]))
            {
                var letter = char.IsAsciiLetterLower(id[at]) ? char.ToUpperInvariant(id[at]) : char.ToLowerInvariant(id[at]);
                return string.Concat(id.AsSpan(0, at), letter.ToString(), id.AsSpan(at + 1));
            }
        }

        return id;
    }

    private static byte[] Hash(Guid mailbox, string what) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{mailbox:N} {what}"));
}
