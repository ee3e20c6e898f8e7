namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>The occurrences of a master: where they would be, which are deleted, what the changed ones say. Pure.</summary>
internal static class Series
{
    /// <summary>Original starts in order, deleted ones included.</summary>
    public static IEnumerable<DateTimeOffset> Slots(Entry master) => SlotsOf(master, RecurrenceDates.Of(master.Rule!));

    /// <summary>The original start on a day; a rule gives a day one at most.</summary>
    public static DateTimeOffset? SlotOn(Entry master, DateOnly day)
    {
        var days = RecurrenceDates.Of(master.Rule!).TakeWhile(date => date <= day).Where(date => date == day);
        return SlotsOf(master, days).Select(slot => (DateTimeOffset?)slot).FirstOrDefault();
    }

    public static IEnumerable<ItemView> Occurrences(Entry master)
    {
        var deleted = master.Deleted.ToHashSet();
        var exceptions = master.Exceptions.ToDictionary(e => e.OriginalStart);
        return Slots(master).Where(slot => !deleted.Contains(slot))
            .Select(slot => View(master, slot, exceptions.GetValueOrDefault(slot)));
    }

    /// <summary>Occurrences that touch [from, to), by slot order. Moved ones count where they are now.</summary>
    public static IEnumerable<ItemView> Between(Entry master, DateTimeOffset from, DateTimeOffset to)
    {
        var reach = Reach(master);
        return Occurrences(master)
            .TakeWhile(view => view.OriginalStart < to + reach)
            .Where(view => Overlaps(view.Content, from, to));
    }

    public static bool Overlaps(EntryContent content, DateTimeOffset from, DateTimeOffset to) =>
        content.Start < to && (content.End > from || (content.End == content.Start && content.Start >= from));

    public static ItemView? At(Entry master, DateTimeOffset slot)
    {
        if (master.Deleted.Contains(slot) || !HasSlot(master, slot))
        {
            return null;
        }

        return View(master, slot, master.Exceptions.FirstOrDefault(e => e.OriginalStart == slot));
    }

    public static bool HasSlot(Entry master, DateTimeOffset slot) =>
        Slots(master).TakeWhile(start => start <= slot).Any(start => start == slot);

    /// <summary>The content of an untouched occurrence: the master's, moved to the slot with its wall-clock length.</summary>
    public static EntryContent Regular(Entry master, DateTimeOffset slot)
    {
        var startZone = Zones.Of(master.Content.StartZone);
        var endZone = Zones.Of(master.Content.EndZone);
        var shift = WallClock.ToLocal(slot, startZone).Date - WallClock.ToLocal(master.Content.Start, startZone).Date;
        var end = WallClock.ToUtc(WallClock.ToLocal(master.Content.End, endZone) + shift, endZone);
        return master.Content with { Start = slot, End = end < slot ? slot : end };
    }

    private static IEnumerable<DateTimeOffset> SlotsOf(Entry master, IEnumerable<DateOnly> days)
    {
        var zone = Zones.Of(master.Content.StartZone);
        var time = WallClock.ToLocal(master.Content.Start, zone).TimeOfDay;
        return days.Select(date => WallClock.ToUtc(date.ToDateTime(TimeOnly.MinValue) + time, zone));
    }

    private static ItemView View(Entry master, DateTimeOffset slot, OccurrenceException? exception) => new(
        master,
        exception is null ? ItemKind.Occurrence : ItemKind.Exception,
        OccurrenceIds.For(master, slot),
        master.ChangeKey,
        exception?.Content ?? Regular(master, slot),
        slot);

    private static TimeSpan Reach(Entry master) => master.Exceptions
        .Select(e => (e.OriginalStart - e.Content.Start).Duration() + TimeSpan.FromDays(1))
        .DefaultIfEmpty(TimeSpan.Zero)
        .Max();
}
