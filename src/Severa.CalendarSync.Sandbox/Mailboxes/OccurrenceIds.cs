using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>
/// Ids of occurrences: the master's id, a mark, and the day the occurrence has by the rule. They outlive every change of the
/// series, even one of its hour, as long as that day has an occurrence. The change key is the same for the whole family.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/occurrenceitemid.
/// </summary>
internal static class OccurrenceIds
{
    private const string Mark = "FRAAg";
    private const int TailLength = 24;

    public static string For(Entry master, DateTimeOffset slot) => master.Id + Mark + Tail(master, slot);

    /// <summary>The parts of an occurrence id; null for anything else.</summary>
    public static (string MasterId, DateOnly Day)? Parse(string id)
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
        return ticks is < 0 or > 3155378975999999999 ? null : (id[..at], DateOnly.FromDateTime(new DateTime(ticks)));
    }

    private static string Tail(Entry master, DateTimeOffset slot)
    {
        Span<byte> bytes = stackalloc byte[18];
        BinaryPrimitives.WriteInt64BigEndian(bytes, WallClock.ToLocal(slot, Zones.Of(master.Content.StartZone)).Date.Ticks);
        SHA256.HashData(Encoding.ASCII.GetBytes(master.Id)).AsSpan(0, 10).CopyTo(bytes[8..]);
        return Convert.ToBase64String(bytes);
    }
}
