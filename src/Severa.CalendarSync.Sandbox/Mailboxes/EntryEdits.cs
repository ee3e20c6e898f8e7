namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>A change of one field that is not about time.</summary>
internal sealed record FieldEdit(string Path, Func<EntryContent, EntryContent> Change);

/// <summary>Everything one write wants to change on one entry. Times are instants; zones are named beside them.</summary>
internal sealed class EntryEdits
{
    public List<FieldEdit> Fields { get; } = [];

    public DateTimeOffset? Start { get; set; }

    public DateTimeOffset? End { get; set; }

    public bool? IsAllDay { get; set; }

    public ZoneRef? StartZone { get; set; }

    public ZoneRef? EndZone { get; set; }

    public Recurrence? Rule { get; set; }

    public bool RemoveRule { get; set; }

    public bool ChangesTime => Start is not null || End is not null || IsAllDay is not null || StartZone is not null || EndZone is not null;

    public void Set(string path, Func<EntryContent, EntryContent> change) => Fields.Add(new FieldEdit(path, change));

    public EntryContent Apply(EntryContent content) => Fields.Aggregate(content, (current, edit) => edit.Change(current));
}
