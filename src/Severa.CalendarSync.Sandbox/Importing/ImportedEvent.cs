using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Attendee = Severa.CalendarSync.Sandbox.Mailboxes.Attendee;

namespace Severa.CalendarSync.Sandbox.Importing;

/// <summary>One event read from a file, with its times settled.</summary>
internal sealed record ImportedEvent(CalendarEvent Source, string Uid, ZoneRef Zone, DateTime LocalStart, bool HasTime, DateTimeOffset Start, DateTimeOffset End)
{
    public static ImportedEvent Parse(EventText text, ImportZones zones, List<ImportProblem> problems)
    {
        var calendar = Calendar.Load($"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Sandbox//EN\r\nBEGIN:VEVENT\r\n{text.Text}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
        var source = calendar?.Events.FirstOrDefault() ?? throw new FormatException("The event cannot be read.");
        var start = source.DtStart ?? throw new FormatException("The event has no start.");
        var (zone, isKnown) = zones.Of(start);
        if (!isKnown)
        {
            problems.Add(new ImportProblem("VEVENT", text.Uid, $"The time zone {start.TzId} is not known; the mailbox's zone was used."));
        }

        var from = zones.ToUtc(start, zone);
        return new ImportedEvent(source, text.Uid, zone, start.Value, start.HasTime, from, EndOf(source, zones, zone, from));
    }

    public EntryWrite ToWrite() => new()
    {
        Subject = Source.Summary ?? "",
        Start = Start,
        End = End,
        Zone = Zone.Id,
        IsAllDay = !HasTime,
        Location = Source.Location ?? "",
        Notes = Source.Description?.Trim() ?? "",
        Sensitivity = Source.Class?.ToUpperInvariant() switch { "PRIVATE" => "Private", "CONFIDENTIAL" => "Confidential", _ => "Normal" },
        FreeBusy = Source.Transparency == "TRANSPARENT" ? "Free" : Source.Status == "TENTATIVE" ? "Tentative" : "Busy",
        IsCancelled = Source.Status == "CANCELLED",
        Categories = Source.Categories is { Count: > 0 } categories ? categories.ToList() : null,
        Attendees = Source.Attendees.Select(Person).OfType<Attendee>().ToList(),
        Uid = Uid.Length == 0 ? null : Uid,
    };

    private static DateTimeOffset EndOf(CalendarEvent source, ImportZones zones, ZoneRef zone, DateTimeOffset start)
    {
        if (source.DtEnd is { } end)
        {
            return zones.ToUtc(end, end.TzId is null ? zone : zones.Of(end).Zone);
        }

        var length = source.EffectiveDuration;
        var days = ((length.Weeks ?? 0) * 7) + (length.Days ?? 0);
        var time = new TimeSpan(length.Hours ?? 0, length.Minutes ?? 0, length.Seconds ?? 0);
        var info = Zones.Of(zone);
        return WallClock.ToUtc(WallClock.ToLocal(start, info).AddDays(days), info) + time;
    }

    private static Attendee? Person(Ical.Net.DataTypes.Attendee attendee) =>
        attendee.Value is { } uri && string.Equals(uri.Scheme, "mailto", StringComparison.OrdinalIgnoreCase)
            ? new Attendee(attendee.CommonName ?? "", uri.OriginalString[7..], Response(attendee.ParticipationStatus))
            : null;

    private static string Response(string? status) => status?.ToUpperInvariant() switch
    {
        "ACCEPTED" => "Accept",
        "DECLINED" => "Decline",
        "TENTATIVE" => "Tentative",
        _ => "Unknown",
    };
}
