using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Severa.CalendarSync.Sandbox.Mailboxes;
using RecurrenceDates = Severa.CalendarSync.Sandbox.Mailboxes.RecurrenceDates;
using RecurrenceRule = Ical.Net.DataTypes.RecurrenceRule;

namespace Severa.CalendarSync.Sandbox.Importing;

/// <summary>What a rule of iCalendar gives, by Ical.Net, in wall time: to judge our mapping and to expand what cannot be mapped.</summary>
internal static class RuleEvaluation
{
    private const int Compared = 60;

    public static IEnumerable<DateTime> Starts(RecurrenceRule rule, DateTime start, bool hasTime)
    {
        var probe = new CalendarEvent
        {
            DtStart = hasTime ? new CalDateTime(start, true) : new CalDateTime(DateOnly.FromDateTime(start)),
            RecurrenceRule = rule,
        };
        return probe.GetOccurrences().Select(occurrence => occurrence.Period.StartTime.Value);
    }

    /// <summary>Whether a mapped recurrence gives the same first days as the rule it came from.</summary>
    public static bool SaysTheSame(Recurrence mapped, RecurrenceRule rule, DateTime start, bool hasTime)
    {
        var ours = RecurrenceDates.Of(mapped).Take(Compared).ToList();
        var theirs = Starts(rule, start, hasTime).Take(Compared).Select(DateOnly.FromDateTime).ToList();
        return ours.SequenceEqual(theirs);
    }
}
