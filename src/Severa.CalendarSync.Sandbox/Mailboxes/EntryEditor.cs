using System.Globalization;

namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>Writes into a mailbox, with the rules of Exchange. The same for SOAP clients and for the user at the page.</summary>
internal sealed class EntryEditor(Mailbox mailbox, string by, DateTimeOffset now)
{
    public Entry Create(EntryEdits edits, ZoneRef defaultZone, string folder = Folders.Calendar)
    {
        var zone = edits.StartZone ?? defaultZone;
        var start = edits.Start ?? NextHalfHour(now);
        var blank = new EntryContent
        {
            Uid = NewUid(),
            Organizer = mailbox.Identity.Owner,
            StartZone = zone,
            EndZone = edits.EndZone ?? zone,
            Start = start,
            End = edits.End ?? start.AddMinutes(30),
        };
        var content = TimeRules.Settle(edits.Apply(blank), edits);
        return mailbox.Add(FirstSlot(content, edits.Rule), edits.Rule, by, folder);
    }

    /// <summary>A series that begins as <paramref name="content"/>, with an identity of its own.</summary>
    public Entry CreateLike(EntryContent content, Recurrence rule, EntryEdits edits)
    {
        var settled = edits.ChangesTime ? TimeRules.Settle(content, edits) : content;
        var pattern = edits.Rule ?? MoveRange(rule, content, settled);
        return mailbox.Add(FirstSlot(edits.Apply(settled with { Uid = NewUid() }), pattern), pattern, by);
    }

    public Entry Update(Entry entry, EntryEdits edits)
    {
        var content = edits.ChangesTime ? TimeRules.Settle(entry.Content, edits) : entry.Content;
        var rule = edits.RemoveRule ? null : edits.Rule ?? entry.Rule;
        var moved = content.Start != entry.Content.Start || content.End != entry.Content.End
            || content.StartZone != entry.Content.StartZone || rule != entry.Rule;
        if (rule is not null && edits.Rule is null && content.Start != entry.Content.Start)
        {
            rule = MoveRange(rule, entry.Content, content);
        }

        content = FirstSlot(edits.Apply(content), rule);
        return mailbox.Save(
            entry with
            {
                Content = content,
                Rule = rule,
                AppointmentSequence = entry.AppointmentSequence + (moved ? 1 : 0),
                Exceptions = moved ? [] : entry.Exceptions.Select(e => Follow(e, edits)).ToList(),
                Deleted = moved ? [] : entry.Deleted,
            },
            by);
    }

    public Entry UpdateOccurrence(Entry master, DateTimeOffset slot, EntryEdits edits)
    {
        if (edits.Rule is not null || edits.RemoveRule)
        {
            throw new MailboxRuleException("ErrorInvalidPropertySet", "An occurrence has no recurrence of its own.");
        }

        var old = master.Exceptions.FirstOrDefault(e => e.OriginalStart == slot);
        var content = old?.Content ?? Series.Regular(master, slot);
        if (edits.ChangesTime)
        {
            content = TimeRules.Settle(content, edits);
            Neighbours.Check(master, slot, content);
        }

        var paths = edits.Fields.Select(f => f.Path).Union(old?.Overrides ?? [], StringComparer.Ordinal).ToList();
        var exception = new OccurrenceException(slot, edits.Apply(content), paths) { Modified = now };
        var others = master.Exceptions.Where(e => e.OriginalStart != slot);
        return mailbox.Save(master with { Exceptions = others.Append(exception).OrderBy(e => e.OriginalStart).ToList() }, by);
    }

    public Entry DeleteOccurrence(Entry master, DateTimeOffset slot)
    {
        if (!Series.Occurrences(master).Any(view => view.OriginalStart != slot))
        {
            throw new MailboxRuleException("ErrorRecurrenceHasNoOccurrence", "The last occurrence of a series cannot be deleted.");
        }

        return mailbox.Save(
            master with
            {
                Exceptions = master.Exceptions.Where(e => e.OriginalStart != slot).ToList(),
                Deleted = master.Deleted.Append(slot).Order().ToList(),
            },
            by);
    }

    private static OccurrenceException Follow(OccurrenceException exception, EntryEdits edits)
    {
        var followed = edits.Fields.Where(f => !exception.Overrides.Contains(f.Path, StringComparer.Ordinal));
        return exception with { Content = followed.Aggregate(exception.Content, (content, edit) => edit.Change(content)) };
    }

    private static Recurrence MoveRange(Recurrence rule, EntryContent before, EntryContent after)
    {
        var from = DateOnly.FromDateTime(WallClock.ToLocal(before.Start, Zones.Of(before.StartZone)));
        var to = DateOnly.FromDateTime(WallClock.ToLocal(after.Start, Zones.Of(after.StartZone)));
        return from == to ? rule : rule with { StartDate = to };
    }

    /// <summary>A master stands where its first occurrence is; a series without any is refused.</summary>
    private static EntryContent FirstSlot(EntryContent content, Recurrence? rule)
    {
        if (rule is null)
        {
            return content;
        }

        var probe = new Entry { Id = "", Content = content, Rule = rule };
        foreach (var slot in Series.Slots(probe))
        {
            return Series.Regular(probe, slot);
        }

        throw new MailboxRuleException("ErrorRecurrenceHasNoOccurrence", "The recurrence pattern has no occurrence.");
    }

    private string NewUid() =>
        "040000008200E00074C5B7101A82E00800000000" + now.UtcTicks.ToString("X16", CultureInfo.InvariantCulture)
        + (mailbox.Sequence + 1).ToString("X16", CultureInfo.InvariantCulture) + mailbox.Identity.Key.ToString("N")[..16].ToUpperInvariant();

    private static DateTimeOffset NextHalfHour(DateTimeOffset now) =>
        new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour) + TimeSpan.TicksPerHour, TimeSpan.Zero);
}
