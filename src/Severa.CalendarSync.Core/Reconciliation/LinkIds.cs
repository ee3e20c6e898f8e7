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
    /// <param name="mailboxId">The mailbox.</param>
    /// <param name="origin">Where the pair was first made.</param>
    /// <param name="key">The item it was made from.</param>
    /// <param name="isTaken">An earlier pair had this id: after lost state it may live on in an item made for it.</param>
    public static Guid For(Guid mailboxId, Origin origin, ItemKey key, Func<Guid, bool> isTaken)
    {
        for (var turn = 0; ; turn++)
        {
            var id = For($"{mailboxId:N}|{origin}|{key.Token}|{turn}");
            if (!isTaken(id))
            {
                return id;
            }
        }
    }

    /// <summary>The id the pair got when it was first made.</summary>
    public static Guid First(Guid mailboxId, Origin origin, ItemKey key) => For(mailboxId, origin, key, _ => false);

    /// <summary>The pair that an undone deletion leaves behind.</summary>
    public static Guid ForUndo(Guid undoId) => For($"undo|{undoId:N}");

    /// <summary>In place of an id that a side knows for something else by now.</summary>
    public static Guid InPlaceOf(Guid taken) => For($"in place of|{taken:N}");

    /// <summary>What the brake counts as one change: a series as a whole, anything else by its pair (R13).</summary>
    public static Guid OfChange(Link link) => link.Entry?.Key.Series is { } series ? For("series|" + series) : link.Id;

    private static Guid For(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        var bytes = hash.AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80); // RFC 9562 version 8: made by a rule of our own
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
