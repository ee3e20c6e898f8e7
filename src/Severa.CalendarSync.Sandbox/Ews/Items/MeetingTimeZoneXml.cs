using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Items;

/// <summary>
/// The one zone of an entry in the schemas of 2007: a name, or rules with a name. Offsets count from local time to UTC, so that
/// east is negative. See https://learn.microsoft.com/exchange/client-developer/web-service-reference/meetingtimezone.
/// </summary>
internal static class MeetingTimeZoneXml
{
    private const int MostMinutes = 14 * 60;

    public static ZoneRef Read(XElement element)
    {
        var name = element.Attribute("TimeZoneName")?.Value ?? "";
        var (standard, daylight) = (element.Element(Ns.T + "Standard"), element.Element(Ns.T + "Daylight"));
        if (element.Element(Ns.T + "BaseOffset") is not { } offset)
        {
            return standard is null && daylight is null && Zones.IsKnown(name) ? new ZoneRef(name) : throw Invalid();
        }

        var minutes = East(offset);
        return (standard, daylight) switch
        {
            (null, null) => new ZoneRef(name, Rules: Checked(new ZoneRules(minutes, minutes, null, null))),
            ({ } winter, { } summer) => new ZoneRef(name, Rules: Checked(Changing(minutes, winter, summer))),
            _ => throw Invalid(),
        };
    }

    public static XElement Write(ItemView view)
    {
        var zone = view.Content.StartZone;
        var rules = zone.Rules ?? ZoneRules.Of(Zones.Of(zone), view.Start.Year);
        return new XElement(
            Ns.T + "MeetingTimeZone",
            new XAttribute("TimeZoneName", zone.Name ?? zone.Id),
            new XElement(Ns.T + "BaseOffset", Duration(-rules.StandardMinutes)),
            rules.ToStandard is { } winter ? Change("Standard", 0, winter) : null,
            rules.ToDaylight is { } summer ? Change("Daylight", rules.StandardMinutes - rules.DaylightMinutes, summer) : null);
    }

    private static ZoneRules Changing(int minutes, XElement standard, XElement daylight)
    {
        var winter = minutes + East(standard.Element(Ns.T + "Offset")!);
        var summer = minutes + East(daylight.Element(Ns.T + "Offset")!);
        return winter == summer
            ? new ZoneRules(winter, summer, null, null)
            : new ZoneRules(winter, summer, Change(standard), Change(daylight));
    }

    private static ClockChange Change(XElement element)
    {
        var time = TimeOnly.Parse(element.Element(Ns.T + "Time")!.Value.Trim()[..8], CultureInfo.InvariantCulture);
        if (element.Element(Ns.T + "AbsoluteDate") is { } date)
        {
            var day = WireTime.ParseDate(date.Value);
            return new ClockChange(day.Month, 1, DayOfWeek.Sunday, day.Day, time);
        }

        var rule = element.Element(Ns.T + "RelativeYearlyRecurrence") ?? throw Invalid();
        return Enum.TryParse<DayOfWeek>(rule.Element(Ns.T + "DaysOfWeek")!.Value, out var weekday)
            ? new ClockChange(Month(rule), (int)Enum.Parse<DayIndex>(rule.Element(Ns.T + "DayOfWeekIndex")!.Value) + 1, weekday, null, time)
            : throw Invalid();
    }

    private static int Month(XElement rule) =>
        DateTime.ParseExact(rule.Element(Ns.T + "Month")!.Value, "MMMM", CultureInfo.InvariantCulture).Month;

    private static ZoneRules Checked(ZoneRules rules) =>
        Math.Abs(rules.StandardMinutes) <= MostMinutes && Math.Abs(rules.DaylightMinutes) <= MostMinutes
            && (rules.ToStandard is null || rules.ToStandard != rules.ToDaylight)
            ? rules
            : throw Invalid();

    private static XElement Change(string name, int minutes, ClockChange change) => new(
        Ns.T + name,
        new XAttribute("TimeZoneName", name),
        new XElement(Ns.T + "Offset", Duration(minutes)),
        change.DayOfMonth is { } day
            ? new XElement(Ns.T + "AbsoluteDate", string.Create(CultureInfo.InvariantCulture, $"2000-{change.Month:00}-{day:00}"))
            : new XElement(
                Ns.T + "RelativeYearlyRecurrence",
                new XElement(Ns.T + "DaysOfWeek", change.Day),
                new XElement(Ns.T + "DayOfWeekIndex", (DayIndex)(change.Week - 1)),
                new XElement(Ns.T + "Month", CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(change.Month))),
        new XElement(Ns.T + "Time", change.Time.ToString("HH:mm:ss.fffffff", CultureInfo.InvariantCulture)));

    private static int East(XElement duration) => -(int)XmlConvert.ToTimeSpan(duration.Value.Trim()).TotalMinutes;

    private static string Duration(int minutes) => XmlConvert.ToString(TimeSpan.FromMinutes(minutes));

    private static EwsItemError Invalid() => new("ErrorCalendarInvalidTimeZone", "The time zone is not valid.");
}
