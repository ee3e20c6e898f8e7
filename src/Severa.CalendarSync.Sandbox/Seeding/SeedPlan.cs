using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Seeding;

/// <summary>Small words for writing a believable calendar.</summary>
internal sealed class SeedPlan(Mailbox mailbox, Random random, DateTimeOffset now)
{
    private readonly TimeZoneInfo _zone = Zones.Of(mailbox.Identity.Zone);
    private readonly EntryEditor _editor = new(mailbox, mailbox.Identity.DisplayName, now);

    public Random Random => random;

    public Person Owner => mailbox.Identity.Owner;

    public DateOnly Today { get; } = DateOnly.FromDateTime(WallClock.ToLocal(now, Zones.Of(mailbox.Identity.Zone)));

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>The working day on or after so many days from today.</summary>
    public DateOnly Workday(int days)
    {
        var day = Today.AddDays(days);
        return day.DayOfWeek switch
        {
            DayOfWeek.Saturday => day.AddDays(2),
            DayOfWeek.Sunday => day.AddDays(1),
            _ => day,
        };
    }

    /// <summary>The first such weekday on or after so many days from today.</summary>
    public DateOnly Next(DayOfWeek weekday, int days)
    {
        var day = Today.AddDays(days);
        return day.AddDays(((int)weekday - (int)day.DayOfWeek + 7) % 7);
    }

    public EntryWrite Timed(string title, DateOnly day, int hour, int minutes, string? zone = null)
    {
        var start = At(day, hour, zone);
        return new EntryWrite { Subject = title, Start = start, End = start.AddMinutes(minutes), Zone = zone };
    }

    public EntryWrite AllDay(string title, DateOnly first, int days) => new()
    {
        Subject = title, Start = At(first, 0, null), End = At(first.AddDays(days), 0, null), IsAllDay = true, FreeBusy = "OOF",
    };

    public DateTimeOffset At(DateOnly day, int hour, string? zone) =>
        WallClock.ToUtc(day.ToDateTime(new TimeOnly(hour, 0)), zone is null ? _zone : Zones.Of(zone));

    public IReadOnlyList<Attendee> Colleagues(int count, string response = "Unknown") => SeedTexts.Colleagues
        .Where(person => person.Address != Owner.Address).Take(count)
        .Select(person => new Attendee(person.Name, person.Address, response, response == "Unknown" ? null : now.AddDays(-3))).ToList();

    public Entry Add(EntryWrite write) => _editor.Create(write.ToEdits(), new ZoneRef(mailbox.Identity.Zone));

    public Entry ChangeOccurrence(Entry master, int number, EntryWrite write) =>
        _editor.UpdateOccurrence(master, Series.Slots(master).ElementAt(number), write.ToEdits());

    public Entry DeleteOccurrence(Entry master, int number) =>
        _editor.DeleteOccurrence(master, Series.Slots(master).ElementAt(number));
}
