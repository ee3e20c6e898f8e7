using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Mapping;

/// <summary>Turns what shall be written into what goes over the wire.</summary>
internal sealed class EntryFormat(TimeZoneInfo userZone)
{
    /// <summary>The user's zone as Exchange names it.</summary>
    public string WindowsZone { get; } =
        ZoneNames.ToWindows(userZone.Id) ?? throw new ArgumentException("The zone has no Windows name, so Exchange cannot be told.", nameof(userZone));

    public NewEntry Draft(ItemDraft draft)
    {
        var content = draft.Content;
        var (start, end) = content.When.Span(userZone);
        return new NewEntry
        {
            Subject = content.Title,
            Sensitivity = Sensitivity(content.Privacy),
            Body = content.Notes,
            BodyHtml = content.NotesHtml,
            Properties = Properties(draft),
            Start = start,
            End = end,
            IsAllDay = content.When.IsAllDay,
            FreeBusy = FreeBusy(content.ShowAs),
            Location = content.Place,
            WindowsZone = ZoneOf(content.When),
        };
    }

    /// <summary>The named fields only.</summary>
    /// <param name="update">What to write.</param>
    /// <param name="occurrenceZone">The zone of the series an occurrence belongs to: its days are midnights there, and it cannot be changed.</param>
    public IReadOnlyList<FieldChange> Changes(ItemUpdate update, TimeZoneInfo? occurrenceZone = null)
    {
        var content = update.Content;
        var changes = new List<FieldChange>();
        foreach (var field in update.Fields.Each())
        {
            switch (field)
            {
                case ItemFields.Title:
                    changes.Add(FieldChange.Subject(content.Title));
                    break;
                case ItemFields.Privacy:
                    changes.Add(FieldChange.Sensitivity(Sensitivity(content.Privacy)));
                    break;
                case ItemFields.Notes:
                    changes.Add(FieldChange.Body(content.Notes, content.NotesHtml));
                    break;
                case ItemFields.Place:
                    changes.Add(FieldChange.Location(content.Place));
                    break;
                case ItemFields.ShowAs:
                    changes.Add(FieldChange.FreeBusy(FreeBusy(content.ShowAs)));
                    break;
                case ItemFields.When:
                    changes.AddRange(WhenChanges(update, occurrenceZone));
                    break;
            }
        }

        return changes;
    }

    private static IReadOnlyList<(OurProperty Property, string Value)> Properties(ItemDraft draft)
    {
        (OurProperty Property, string Value) link = (OurProperty.LinkId, LinkValue(draft.LinkId));
        return draft.Stamp is null ? [link] : [(OurProperty.Stamp, draft.Stamp.Format()), link];
    }

    public static string LinkValue(Guid linkId) => linkId.ToString("N");

    private static string Sensitivity(Privacy privacy) => privacy == Privacy.Private ? "Private" : "Normal";

    private static string FreeBusy(ShowAs showAs) => showAs switch
    {
        ShowAs.Busy => "Busy",
        ShowAs.Free => "Free",
        ShowAs.OutOfOffice => "OOF",
    };

    /// <summary>
    /// The zone alone would move the times, so it is only ever written together with them, and only where it is needed:
    /// days are midnights in some zone, and what was a day has no useful zone for its new times.
    /// </summary>
    private IEnumerable<FieldChange> WhenChanges(ItemUpdate update, TimeZoneInfo? occurrenceZone)
    {
        var when = update.Content.When;
        var wasAllDay = update.Current?.Content.When.IsAllDay;
        var (start, end) = when.Span(occurrenceZone ?? userZone);
        yield return FieldChange.Start(start);
        yield return FieldChange.End(end);
        if (wasAllDay != when.IsAllDay)
        {
            yield return FieldChange.AllDay(when.IsAllDay);
        }

        if (occurrenceZone is null && !update.Key.IsOccurrence && (when.IsAllDay || wasAllDay == true))
        {
            foreach (var zone in FieldChange.Zones(ZoneOf(when)))
            {
                yield return zone;
            }
        }
    }

    private string ZoneOf(When when) => when.IsAllDay ? WindowsZone : ZoneNames.ToWindows(when.ZoneId) ?? WindowsZone;
}
