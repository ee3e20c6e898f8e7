using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>The rooms of the organisation and the list they are in.</summary>
internal static class Rooms
{
    public static IEnumerable<Mailbox> In(MailboxStore store) => store.All.Where(mailbox => mailbox.Identity.IsRoom);

    /// <summary>The address of the list; null where there are no rooms.</summary>
    public static string? ListOf(MailboxStore store) => In(store).FirstOrDefault() is { } room ? "rooms@" + room.Address.Split('@')[^1] : null;

    public static XElement Address(XName name, string displayName, string address, string type) => new(
        name,
        new XElement(Ns.T + "Name", displayName),
        new XElement(Ns.T + "EmailAddress", address),
        new XElement(Ns.T + "RoutingType", "SMTP"),
        new XElement(Ns.T + "MailboxType", type));
}
