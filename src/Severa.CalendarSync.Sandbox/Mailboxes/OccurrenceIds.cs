using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>
/// Ids of occurrences: the master's id, a mark, and a tail made of the slot and the master's version.
/// They therefore all change whenever the master changes, as do their change keys.
/// </summary>
internal static class OccurrenceIds
{
    private const string Mark = "FRAAg";
    private const int TailLength = 24;

    public static string For(Entry master, DateTimeOffset slot) => master.Id + Mark + Tail(master, slot);

    public static string ChangeKeyFor(Entry master, DateTimeOffset slot)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(master.ChangeKey + slot.UtcTicks));
        return "DwAAABYA" + Convert.ToBase64String(hash.AsSpan(0, 12));
    }

    /// <summary>The parts of an occurrence id; null for anything else.</summary>
    public static (string MasterId, DateTimeOffset Slot)? Parse(string id)
    {
        var at = id.Length - TailLength - Mark.Length;
        if (at <= 0 || string.CompareOrdinal(id, at, Mark, 0, Mark.Length) != 0)
        {
            return null;
        }

        var bytes = new byte[18];
        if (!Convert.TryFromBase64String(id[^TailLength..], bytes, out var length) || length != 18)
        {
            return null;
        }

        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return ticks is < 0 or > 3155378975999999999 ? null : (id[..at], new DateTimeOffset(ticks, TimeSpan.Zero));
    }

    private static string Tail(Entry master, DateTimeOffset slot)
    {
        Span<byte> bytes = stackalloc byte[18];
        BinaryPrimitives.WriteInt64BigEndian(bytes, slot.UtcTicks);
        SHA256.HashData(Encoding.ASCII.GetBytes(master.ChangeKey)).AsSpan(0, 10).CopyTo(bytes[8..]);
        return Convert.ToBase64String(bytes);
    }
}
