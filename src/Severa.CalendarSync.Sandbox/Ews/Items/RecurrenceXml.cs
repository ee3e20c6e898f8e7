using System.Globalization;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Items;

/// <summary>
/// Recurrences on the wire.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/recurrence-recurrencetype.
/// </summary>
internal static class RecurrenceXml
{
    public static XElement Write(Entry master)
    {
        var rule = master.Rule!;
        var zone = Zones.Of(master.Content.StartZone);
        return new XElement(Ns.T + "Recurrence", Pattern(rule), Range(rule, zone));
    }

    public static Recurrence Read(XElement element)
    {
        var pattern = element.Elements().First();
        var range = element.Elements().Last();
        var rule = new Recurrence
        {
            Kind = Enum.Parse<PatternKind>(pattern.Name.LocalName.Replace("Recurrence", "", StringComparison.Ordinal)),
            Interval = Number(pattern, "Interval") ?? 1,
            Days = Text(pattern, "DaysOfWeek")?.Split((char[])[' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<DayKind>).ToList() ?? [],
            FirstDayOfWeek = Text(pattern, "FirstDayOfWeek") is { } first ? FirstDay(first) : DayOfWeek.Sunday,
            DayOfMonth = Number(pattern, "DayOfMonth") ?? 0,
            Index = Text(pattern, "DayOfWeekIndex") is { } index ? Enum.Parse<DayIndex>(index) : DayIndex.First,
            Month = Text(pattern, "Month") is { } month ? DateTime.ParseExact(month, "MMMM", CultureInfo.InvariantCulture).Month : 0,
            StartDate = WireTime.ParseDate(Text(range, "StartDate")!),
            EndDate = Text(range, "EndDate") is { } end ? WireTime.ParseDate(end) : null,
            Count = Number(range, "NumberOfOccurrences"),
        };
        return Checked(rule);
    }

    private static Recurrence Checked(Recurrence rule)
    {
        var hasDay = rule.Kind is PatternKind.AbsoluteMonthly or PatternKind.AbsoluteYearly;
        if (rule.Interval is < 1 or > 999 || rule.Count is < 1 or > 999 || (hasDay && rule.DayOfMonth is < 1 or > 31))
        {
            throw new EwsItemError("ErrorCalendarInvalidRecurrence", "The recurrence pattern is not valid.");
        }

        if (rule.Kind == PatternKind.Weekly && (rule.Days.Count == 0 || rule.Days.Any(day => day > DayKind.Saturday)))
        {
            throw new EwsItemError("ErrorCalendarInvalidDayForWeeklyRecurrence", "A weekly recurrence names days of the week.");
        }

        return rule.EndDate < rule.StartDate
            ? throw new EwsItemError("ErrorCalendarEndDateIsEarlierThanStartDate", "The recurrence ends before it starts.")
            : rule;
    }

    private static XElement Pattern(Recurrence rule)
    {
        var name = Ns.T + (rule.Kind + "Recurrence");
        var interval = new XElement(Ns.T + "Interval", rule.Interval);
        var days = new XElement(Ns.T + "DaysOfWeek", string.Join(' ', rule.Days));
        var day = new XElement(Ns.T + "DayOfMonth", rule.DayOfMonth);
        var index = new XElement(Ns.T + "DayOfWeekIndex", rule.Index);
        var month = new XElement(Ns.T + "Month", rule.Month == 0 ? "" : CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(rule.Month));
        return rule.Kind switch
        {
            PatternKind.Daily => new XElement(name, interval),
            PatternKind.Weekly => new XElement(name, interval, days, new XElement(Ns.T + "FirstDayOfWeek", rule.FirstDayOfWeek)),
            PatternKind.AbsoluteMonthly => new XElement(name, interval, day),
            PatternKind.RelativeMonthly => new XElement(name, interval, days, index),
            PatternKind.AbsoluteYearly => new XElement(name, day, month),
            PatternKind.RelativeYearly => new XElement(name, days, index, month),
            _ => throw new ArgumentOutOfRangeException(nameof(rule)),
        };
    }

    private static XElement Range(Recurrence rule, TimeZoneInfo zone)
    {
        var start = new XElement(Ns.T + "StartDate", XmlText.Of(rule.StartDate, zone));
        return rule switch
        {
            { EndDate: { } end } => new XElement(Ns.T + "EndDateRecurrence", start, new XElement(Ns.T + "EndDate", XmlText.Of(end, zone))),
            { Count: { } count } => new XElement(Ns.T + "NumberedRecurrence", start, new XElement(Ns.T + "NumberOfOccurrences", count)),
            _ => new XElement(Ns.T + "NoEndRecurrence", start),
        };
    }

    private static DayOfWeek FirstDay(string name) => Enum.TryParse<DayOfWeek>(name, out var day)
        ? day
        : throw new EwsItemError("ErrorCalendarInvalidRecurrence", "The first day of a week is a day of the week.");

    private static string? Text(XElement parent, string name) => parent.Element(Ns.T + name)?.Value;

    private static int? Number(XElement parent, string name) =>
        Text(parent, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
