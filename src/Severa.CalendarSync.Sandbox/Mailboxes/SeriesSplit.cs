namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>
/// What Outlook does with "this and all following": the old series ends before the chosen occurrence, and what follows is
/// another series with an identity of its own, without the exceptions it had.
/// </summary>
internal sealed class SeriesSplit(Mailbox mailbox, EntryEditor editor, string by)
{
    /// <summary>Changes an occurrence and all after it. Returns the series they are now.</summary>
    public Entry ChangeFrom(Entry master, DateTimeOffset slot, EntryEdits edits)
    {
        var before = Series.Slots(master).TakeWhile(start => start < slot).Count();
        if (before == 0)
        {
            return editor.Update(master, edits);
        }

        var rest = master.Rule! with { StartDate = LocalDate(master, slot), Count = master.Rule!.Count - before };
        var following = editor.CreateLike(Series.Regular(master, slot), rest, edits);
        EndBefore(master, slot);
        return following;
    }

    /// <summary>Ends the series earlier; what was before stays as it was. A series with nothing left goes to Deleted Items.</summary>
    public void EndBefore(Entry master, DateTimeOffset slot)
    {
        if (!Series.Occurrences(master).TakeWhile(view => view.OriginalStart < slot).Any())
        {
            mailbox.Move(master, Folders.DeletedItems, by);
            return;
        }

        mailbox.Save(
            master with
            {
                Rule = master.Rule! with { EndDate = LocalDate(master, slot).AddDays(-1), Count = null },
                AppointmentSequence = master.AppointmentSequence + 1,
                Exceptions = master.Exceptions.Where(e => e.OriginalStart < slot).ToList(),
                Deleted = master.Deleted.Where(start => start < slot).ToList(),
            },
            by);
    }

    private static DateOnly LocalDate(Entry master, DateTimeOffset slot) =>
        DateOnly.FromDateTime(WallClock.ToLocal(slot, Zones.Of(master.Content.StartZone)));
}
