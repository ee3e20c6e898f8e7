using System.Buffers.Binary;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Notifications;

/// <summary>A place in the events of one mailbox, opaque on the wire.</summary>
internal static class Watermarks
{
    public static string Write(Mailbox mailbox, long number)
    {
        Span<byte> bytes = stackalloc byte[24];
        mailbox.Identity.Key.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], number);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>The number; null where the text is not a watermark of this mailbox.</summary>
    public static long? Parse(Mailbox mailbox, string text)
    {
        Span<byte> bytes = stackalloc byte[24];
        return Convert.TryFromBase64String(text, bytes, out var length) && length == 24 && new Guid(bytes[..16]) == mailbox.Identity.Key
            ? BinaryPrimitives.ReadInt64BigEndian(bytes[16..])
            : null;
    }
}
