using System.Security.Cryptography;
using System.Text;
using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>
/// A new link's id follows from what it links, so that the same input gives the same plan
/// and a create that is tried again after a crash is recognised as the same one.
/// </summary>
internal static class LinkIds
{
    public static Guid For(Guid mailboxId, Origin origin, ItemKey key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{mailboxId:N}|{origin}|{key.Token}"));
        var bytes = hash.AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80); // RFC 9562 version 8: made by a rule of our own
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
