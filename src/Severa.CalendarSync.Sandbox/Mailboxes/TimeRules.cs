namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>
/// How the server settles times at a write: keeping wall time when only the zone changes, widening all-day entries
/// to midnights of their zone, refusing impossible spans.
/// See https://learn.microsoft.com/exchange/client-developer/exchange-web-services/time-zones-and-ews-in-exchange.
/// </summary>
internal static class TimeRules
{
    private const int MostYears = 5;

    public static EntryContent Settle(EntryContent content, EntryEdits edits)
    {
        var startZone = edits.StartZone ?? content.StartZone;
        var endZone = edits.EndZone ?? content.EndZone;
        var start = edits.Start ?? Rewall(content.Start, content.StartZone, startZone);
        var end = edits.End ?? Rewall(content.End, content.EndZone, endZone);
        var allDay = edits.IsAllDay ?? content.IsAllDay;
        return Check(Widen(content with { StartZone = startZone, EndZone = endZone, Start = start, End = end, IsAllDay = allDay }));
    }

    public static EntryContent Widen(EntryContent content)
    {
        if (!content.IsAllDay || content.End < content.Start)
        {
            return content;
        }

        var zone = Zones.Of(content.StartZone);
        var start = WallClock.FloorToMidnight(content.Start, zone);
        var end = WallClock.CeilingToMidnight(content.End, zone);
        if (end <= start)
        {
            end = WallClock.ToUtc(WallClock.ToLocal(start, zone).Date.AddDays(1), zone);
        }

        return content with { Start = start, End = end };
    }

    public static EntryContent Check(EntryContent content)
    {
        if (content.End < content.Start)
        {
            throw new MailboxRuleException("ErrorCalendarEndDateIsEarlierThanStartDate", "EndDate is earlier than StartDate");
        }

        if (content.End > content.Start.AddYears(MostYears))
        {
            throw new MailboxRuleException("ErrorCalendarDurationIsTooLong", "The calendar item duration is too long.");
        }

        return content;
    }

    private static DateTimeOffset Rewall(DateTimeOffset instant, ZoneRef from, ZoneRef to) =>
        from == to ? instant : WallClock.ToUtc(WallClock.ToLocal(instant, Zones.Of(from)), Zones.Of(to));
}
