using Ical.Net.DataTypes;
using Severa.CalendarSync.Sandbox.Mailboxes;
using RecurrenceRule = Ical.Net.DataTypes.RecurrenceRule;

namespace Severa.CalendarSync.Sandbox.Importing;

/// <summary>Writes read events into a mailbox: singles, series, changed occurrences, and series that must be expanded.</summary>
internal sealed class ImportWriter(Mailbox mailbox, ImportZones zones, DateTimeOffset now, List<ImportProblem> problems)
{
    private const int MostExpanded = 400;
    private const int OldExpanded = 60;
    private readonly EntryEditor _editor = new(mailbox, mailbox.Identity.DisplayName, now);
    private readonly Dictionary<string, string> _masters = new(StringComparer.Ordinal);

    /// <summary>How many entries came of the event.</summary>
    public int Write(ImportedEvent source)
    {
        if (source.Source.RecurrenceIdentifier is { } identifier)
        {
            return WriteOccurrence(source, identifier.StartTime);
        }

        var extra = WriteExtraDates(source);
        if (source.Source.RecurrenceRule is not { } rule)
        {
            Add(source.ToWrite());
            return 1 + extra;
        }

        return extra + (Map(source, rule) is { } recurrence ? WriteSeries(source, recurrence) : Expand(source, rule));
    }

    private static Recurrence? Map(ImportedEvent source, RecurrenceRule rule)
    {
        var mapped = RuleMapping.Map(rule, DateOnly.FromDateTime(source.LocalStart));
        if (mapped is not null && rule.Until is { } until)
        {
            mapped = mapped with { EndDate = LastDay(source, until) };
        }

        return mapped is not null && RuleEvaluation.SaysTheSame(mapped, Local(source, rule), source.LocalStart, source.HasTime) ? mapped : null;
    }

    /// <summary>The rule with its end in wall time, so that it can be judged without zones.</summary>
    private static RecurrenceRule Local(ImportedEvent source, RecurrenceRule rule)
    {
        if (rule.Until is not { } until)
        {
            return rule;
        }

        var local = new RecurrenceRule(rule.ToString()!);
        local.Until = source.HasTime ? new CalDateTime(LocalTime(source, until), true) : new CalDateTime(DateOnly.FromDateTime(LocalTime(source, until)));
        return local;
    }

    private static DateTime LocalTime(ImportedEvent source, CalDateTime time) => time.IsUtc
        ? WallClock.ToLocal(new DateTimeOffset(DateTime.SpecifyKind(time.Value, DateTimeKind.Unspecified), TimeSpan.Zero), Zones.Of(source.Zone))
        : time.HasTime || !source.HasTime ? time.Value : time.Value.AddDays(1).AddSeconds(-1);

    private static DateOnly LastDay(ImportedEvent source, CalDateTime until)
    {
        var local = LocalTime(source, until);
        var day = DateOnly.FromDateTime(local);
        return source.HasTime && local.TimeOfDay < source.LocalStart.TimeOfDay ? day.AddDays(-1) : day;
    }

    private int WriteSeries(ImportedEvent source, Recurrence recurrence)
    {
        var master = Add(source.ToWrite() with { Recurrence = recurrence });
        foreach (var excluded in Excluded(source))
        {
            if (Series.At(master, excluded) is null)
            {
                problems.Add(new ImportProblem("VEVENT", source.Uid, $"The excluded date {excluded:u} is not one of the series."));
            }
            else
            {
                master = _editor.DeleteOccurrence(master, excluded);
            }
        }

        _masters[source.Uid] = master.Id;
        return 1;
    }

    private int Expand(ImportedEvent source, RecurrenceRule rule)
    {
        var zone = Zones.Of(source.Zone);
        var excluded = Excluded(source).ToHashSet();
        var starts = RuleEvaluation.Starts(Local(source, rule), source.LocalStart, source.HasTime)
            .Select(local => WallClock.ToUtc(local, zone))
            .TakeWhile(start => start < now.AddDays(365))
            .Take(100_000)
            .Where(start => !excluded.Contains(start)).ToList();
        var near = starts.Where(start => start > now.AddDays(-90)).Take(MostExpanded).ToList();
        var taken = near.Count > 0 ? near : starts.Take(OldExpanded).ToList();
        foreach (var (start, index) in taken.Select((start, index) => (start, index)))
        {
            Add(source.ToWrite() with { Start = start, End = start + (source.End - source.Start), Uid = $"{source.Uid}-{index + 1}" });
        }

        problems.Add(new ImportProblem("VEVENT", source.Uid, $"Outlook cannot express the rule {rule}; {taken.Count} of its dates were imported as single entries."));
        return taken.Count;
    }

    private int WriteExtraDates(ImportedEvent source)
    {
        var dates = source.Source.RecurrenceDates.GetAllPeriods().Select(period => zones.ToUtc(period.StartTime, period.StartTime.TzId is null ? source.Zone : zones.Of(period.StartTime).Zone))
            .Where(start => start != source.Start).Distinct().Take(MostExpanded).ToList();
        foreach (var (start, index) in dates.Select((start, index) => (start, index)))
        {
            Add(source.ToWrite() with { Start = start, End = start + (source.End - source.Start), Uid = $"{source.Uid}-extra-{index + 1}" });
        }

        if (dates.Count > 0)
        {
            problems.Add(new ImportProblem("VEVENT", source.Uid, $"{dates.Count} additional dates were imported as single entries."));
        }

        return dates.Count;
    }

    private int WriteOccurrence(ImportedEvent source, CalDateTime identifier)
    {
        var slot = zones.ToUtc(identifier, identifier.TzId is null ? source.Zone : zones.Of(identifier).Zone);
        if (_masters.TryGetValue(source.Uid, out var id) && mailbox.Find(id) is { } master && Series.At(master, slot) is not null)
        {
            _editor.UpdateOccurrence(master, slot, source.ToWrite().ToEdits());
            return 0;
        }

        problems.Add(new ImportProblem("VEVENT", source.Uid, "The series of a changed occurrence is not in the file; it was imported as a single entry."));
        Add(source.ToWrite());
        return 1;
    }

    private IEnumerable<DateTimeOffset> Excluded(ImportedEvent source) =>
        source.Source.ExceptionDates.GetAllDates().Select(date => zones.ToUtc(date, date.TzId is null ? source.Zone : zones.Of(date).Zone));

    private Entry Add(EntryWrite write) => _editor.Create(write.ToEdits(), new ZoneRef(mailbox.Identity.Zone));
}
