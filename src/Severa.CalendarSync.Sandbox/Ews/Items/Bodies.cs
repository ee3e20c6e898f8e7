using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Items;

/// <summary>Writes notes in the form that was asked for: Best gives what is stored.</summary>
internal static class Bodies
{
    public static XElement Body(NoteBody? body, string wanted)
    {
        var stored = body ?? new NoteBody(false, "");
        var asHtml = wanted == "HTML" || (wanted == "Best" && stored.IsHtml);
        return Write("Body", asHtml, asHtml ? stored.AsHtml() : stored.AsText());
    }

    public static XElement TextBody(NoteBody? body) => Write("TextBody", false, body?.AsText() ?? "");

    private static XElement Write(string name, bool isHtml, string value) => new(
        Ns.T + name,
        new XAttribute("BodyType", isHtml ? "HTML" : "Text"),
        new XAttribute("IsTruncated", "false"),
        XmlText.Clean(value));
}
