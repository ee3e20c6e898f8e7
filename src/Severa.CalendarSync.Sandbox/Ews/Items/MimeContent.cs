using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Items;

/// <summary>The iCalendar text of an item, base64 coded.</summary>
internal static class MimeContent
{
    public static XElement Write(ItemView view)
    {
        var content = view.Content;
        var text = string.Join(
            "\r\n",
            "BEGIN:VCALENDAR",
            "PRODID:-//Severa.CalendarSync//Sandbox//EN",
            "VERSION:2.0",
            "BEGIN:VEVENT",
            "UID:" + content.Uid,
            "DTSTAMP:" + Time(view.Entry.Created),
            "DTSTART:" + Time(view.Start),
            "DTEND:" + Time(view.End),
            "SUMMARY:" + Escape(content.Subject),
            "LOCATION:" + Escape(content.Location),
            "DESCRIPTION:" + Escape(content.Body?.AsText()),
            "CLASS:" + (content.Sensitivity == "Normal" ? "PUBLIC" : content.Sensitivity == "Confidential" ? "CONFIDENTIAL" : "PRIVATE"),
            "END:VEVENT",
            "END:VCALENDAR",
            "");
        return new XElement(Ns.T + "MimeContent", new XAttribute("CharacterSet", "UTF-8"), Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
    }

    private static string Time(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escape(string? text) => (text ?? "")
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .ReplaceLineEndings("\\n");
}
