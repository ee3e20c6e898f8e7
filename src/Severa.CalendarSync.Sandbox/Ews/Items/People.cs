using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Items;

/// <summary>Writes organizers and attendees. FindItem gives the organizer's name only.</summary>
internal static class People
{
    public static XElement Organizer(Person person, RenderContext context) =>
        new(Ns.T + "Organizer", Address(person.Name, context.IsFind ? null : person.Address));

    public static XElement? Attendees(string name, IReadOnlyList<Attendee> attendees) =>
        attendees.Count == 0 ? null : new XElement(Ns.T + name, attendees.Select(One));

    private static XElement One(Attendee attendee) => new(
        Ns.T + "Attendee",
        Address(attendee.Name, attendee.Address),
        new XElement(Ns.T + "ResponseType", attendee.Response),
        attendee.ResponseTime is { } time ? new XElement(Ns.T + "LastResponseTime", XmlText.Of(time)) : null);

    private static XElement Address(string name, string? address) => new(
        Ns.T + "Mailbox",
        ItemProperties.Text("Name", name.Length > 0 ? name : address ?? ""),
        address is null ? null : ItemProperties.Text("EmailAddress", address),
        address is null ? null : new XElement(Ns.T + "RoutingType", "SMTP"));
}
