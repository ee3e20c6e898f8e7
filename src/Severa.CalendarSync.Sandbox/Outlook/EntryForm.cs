using System.Globalization;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Outlook;

/// <summary>The form of an entry as typed. Times are the mailbox's; an all-day entry's last day counts in.</summary>
public sealed record EntryForm
{
    public string Title { get; init; } = "";

    public bool IsAllDay { get; init; }

    public string StartDate { get; init; } = "";

    public string StartTime { get; init; } = "";

    public string EndDate { get; init; } = "";

    public string EndTime { get; init; } = "";

    public string Place { get; init; } = "";

    public string Notes { get; init; } = "";

    public string Sensitivity { get; init; } = "Normal";

    public string FreeBusy { get; init; } = "Busy";

    /// <summary>One address per line, or "Name &lt;address&gt;".</summary>
    public string Attendees { get; init; } = "";

    public string Repeat { get; init; } = "";

    public string RepeatUntil { get; init; } = "";

    public static EntryForm New(DateOnly day) => new()
    {
        StartDate = Iso(day), EndDate = Iso(day), StartTime = "09:00", EndTime = "10:00",
    };

    public static EntryForm Of(ItemView view, TimeZoneInfo mailboxZone)
    {
        var content = view.Content;
        var zone = content.IsAllDay ? Zones.Of(content.StartZone) : mailboxZone;
        var (start, end) = (WallClock.ToLocal(content.Start, zone), WallClock.ToLocal(content.End, zone));
        return new EntryForm
        {
            Title = content.Subject ?? "",
            IsAllDay = content.IsAllDay,
            StartDate = Iso(DateOnly.FromDateTime(start)),
            StartTime = start.ToString("HH:mm", CultureInfo.InvariantCulture),
            EndDate = Iso(DateOnly.FromDateTime(content.IsAllDay ? end.AddDays(-1) : end)),
            EndTime = end.ToString("HH:mm", CultureInfo.InvariantCulture),
            Place = content.Location ?? "",
            Notes = content.Body?.AsText() ?? "",
            Sensitivity = content.Sensitivity,
            FreeBusy = content.FreeBusy,
            Attendees = string.Join('\n', content.Required.Select(a => a.Name.Length > 0 ? $"{a.Name} <{a.Address}>" : a.Address)),
        };
    }

    public static EntryForm Read(IFormCollection form) => new()
    {
        Title = Text(form, "title"),
        IsAllDay = form.ContainsKey("allday"),
        StartDate = Text(form, "startdate"),
        StartTime = Text(form, "starttime"),
        EndDate = Text(form, "enddate"),
        EndTime = Text(form, "endtime"),
        Place = Text(form, "place"),
        Notes = form["notes"].ToString(),
        Sensitivity = Text(form, "sensitivity"),
        FreeBusy = Text(form, "freebusy"),
        Attendees = form["attendees"].ToString(),
        Repeat = Text(form, "repeat"),
        RepeatUntil = Text(form, "repeatuntil"),
    };

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(IFormCollection form, string name) => form[name].ToString().Trim();
}
