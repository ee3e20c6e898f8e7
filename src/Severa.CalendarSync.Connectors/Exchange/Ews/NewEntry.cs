using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>An appointment to be made, as it goes over the wire. The order of the elements is the schema's.</summary>
internal sealed record NewEntry
{
    public required string Subject { get; init; }

    public required string Sensitivity { get; init; }

    public string Body { get; init; } = "";

    /// <summary>The body with its formatting, where that is known.</summary>
    public string? BodyHtml { get; init; }

    public IReadOnlyList<(OurProperty Property, string Value)> Properties { get; init; } = [];

    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    public bool IsAllDay { get; init; }

    public required string FreeBusy { get; init; }

    public string Location { get; init; } = "";

    public required string WindowsZone { get; init; }

    public void Write(XmlWriter writer, EwsDialect dialect)
    {
        writer.Open("CalendarItem");
        writer.Text("Subject", Subject);
        writer.Text("Sensitivity", Sensitivity);
        ItemFieldWriting.Body(writer, Body, BodyHtml);
        writer.Flag("ReminderIsSet", false);
        foreach (var (property, value) in Properties)
        {
            property.WriteValue(writer, value);
        }

        writer.Instant("Start", Start);
        writer.Instant("End", End);
        writer.Flag("IsAllDayEvent", IsAllDay);
        writer.Text("LegacyFreeBusyStatus", FreeBusy);
        writer.Text("Location", Location);
        ItemFieldWriting.Zones(writer, WindowsZone, dialect);
        writer.WriteEndElement();
    }
}
