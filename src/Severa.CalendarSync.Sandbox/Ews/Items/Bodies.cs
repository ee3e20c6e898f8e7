using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Items;

/// <summary>Writes notes in the form that was asked for: Best gives what is stored.</summary>
internal static class Bodies
{
    public static XElement Body(NoteBody? body, RenderContext context)
    {
        var stored = body ?? new NoteBody(false, "");
        var asHtml = context.BodyType == "HTML" || (context.BodyType == "Best" && stored.IsHtml);
        return Write("Body", asHtml, asHtml ? stored.AsHtml() : stored.AsText(), context);
    }

    public static XElement TextBody(NoteBody? body, RenderContext context) => Write("TextBody", false, body?.AsText() ?? "", context);

    private static XElement Write(string name, bool isHtml, string value, RenderContext context) => new(
        Ns.T + name,
        new XAttribute("BodyType", isHtml ? "HTML" : "Text"),
        context.Schema.Has("Body@IsTruncated") ? new XAttribute("IsTruncated", "false") : null,
        XmlText.Clean(value));
}
