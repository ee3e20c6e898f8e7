using System.Globalization;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Outlook;

/// <summary>A field of the form and what is wrong with it.</summary>
public sealed record FieldError(string Field, string Message);

/// <summary>Turns what was typed into a write of what differs from before; or names what is wrong.</summary>
internal sealed class EntryFormReader(EntryForm form, EntryForm? before, EntryContent? stored, TimeZoneInfo mailboxZone)
{
    private static readonly string[] Sensitivities = ["Normal", "Personal", "Private", "Confidential"];
    private static readonly string[] FreeBusies = ["Busy", "Free", "Tentative", "OOF", "WorkingElsewhere"];

    public List<FieldError> Errors { get; } = [];

    public EntryWrite Read()
    {
        var write = new EntryWrite
        {
            Subject = Changed(f => f.Title),
            Location = Changed(f => f.Place),
            Notes = Changed(f => f.Notes.ReplaceLineEndings("\r\n")),
            Sensitivity = Choice("sensitivity", Sensitivities, Changed(f => f.Sensitivity)),
            FreeBusy = Choice("freebusy", FreeBusies, Changed(f => f.FreeBusy)),
            Attendees = Changed(f => f.Attendees.ReplaceLineEndings("\n").Trim()) is { } people ? People(people) : null,
            Recurrence = Repeat(),
        };
        return IsTimeChanged ? WithTimes(write) : write;
    }

    private bool IsTimeChanged => before is null || before.IsAllDay != form.IsAllDay || before.StartDate != form.StartDate || before.EndDate != form.EndDate
        || (!form.IsAllDay && (before.StartTime != form.StartTime || before.EndTime != form.EndTime));

    private string? Changed(Func<EntryForm, string> field) =>
        before is not null && field(before) == field(form) ? null : field(form);

    private string? Choice(string field, string[] choices, string? value)
    {
        if (value is not null && !choices.Contains(value, StringComparer.Ordinal))
        {
            Errors.Add(new FieldError(field, OutlookTexts.Of("ErrorChoice")));
        }

        return value;
    }

    private EntryWrite WithTimes(EntryWrite write)
    {
        var zone = form.IsAllDay && stored is { IsAllDay: true } ? Zones.Of(stored.StartZone) : mailboxZone;
        var start = Instant("startdate", form.StartDate, form.StartTime, zone, 0);
        var end = Instant("enddate", form.EndDate, form.EndTime, zone, 1);
        if (start is not null && end is not null && end < start)
        {
            Errors.Add(new FieldError("enddate", OutlookTexts.Of("ErrorEndBeforeStart")));
        }

        return write with { Start = start, End = end, IsAllDay = form.IsAllDay };
    }

    private DateTimeOffset? Instant(string field, string date, string time, TimeZoneInfo zone, int allDayDays)
    {
        if (Date(date) is not { } day)
        {
            Errors.Add(new FieldError(field, OutlookTexts.Of("ErrorDate")));
            return null;
        }

        if (form.IsAllDay)
        {
            return WallClock.ToUtc(day.AddDays(allDayDays).ToDateTime(TimeOnly.MinValue), zone);
        }

        if (!TimeOnly.TryParseExact(time, ["HH:mm", "H:mm", "HH.mm", "H.mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
        {
            Errors.Add(new FieldError(field.Replace("date", "time", StringComparison.Ordinal), OutlookTexts.Of("ErrorTime")));
            return null;
        }

        return WallClock.ToUtc(day.ToDateTime(clock), zone);
    }

    private Recurrence? Repeat()
    {
        if (form.Repeat.Length == 0 || Date(form.StartDate) is not { } start)
        {
            return null;
        }

        var until = form.RepeatUntil.Length == 0 ? (DateOnly?)null : Date(form.RepeatUntil);
        if ((form.RepeatUntil.Length > 0 && until is null) || until < start)
        {
            Errors.Add(new FieldError("repeatuntil", OutlookTexts.Of("ErrorDate")));
        }

        var rule = new Recurrence { StartDate = start, EndDate = until, FirstDayOfWeek = DayOfWeek.Monday, Days = [(DayKind)start.DayOfWeek], DayOfMonth = start.Day, Month = start.Month };
        return form.Repeat switch
        {
            "daily" => rule with { Kind = PatternKind.Daily, Days = [] },
            "weekly" => rule with { Kind = PatternKind.Weekly },
            "monthly" => rule with { Kind = PatternKind.AbsoluteMonthly, Days = [] },
            _ => rule with { Kind = PatternKind.AbsoluteYearly, Days = [] },
        };
    }

    private List<Attendee> People(string lines)
    {
        var people = new List<Attendee>();
        foreach (var line in lines.Split(['\n', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (System.Net.Mail.MailAddress.TryCreate(line, out var address))
            {
                var known = stored?.Required.FirstOrDefault(a => string.Equals(a.Address, address.Address, StringComparison.OrdinalIgnoreCase));
                people.Add(known ?? new Attendee(address.DisplayName, address.Address));
            }
            else
            {
                Errors.Add(new FieldError("attendees", OutlookTexts.Of("ErrorAddress", line)));
            }
        }

        return people;
    }

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, ["yyyy-MM-dd", "d.M.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
