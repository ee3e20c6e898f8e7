using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>The JSON of <see cref="ChangedValues"/>: the two contents of one write.</summary>
internal sealed record StoredValues(StoredContent? Before, StoredContent? After, Guid? TypeBefore)
{
    public static string? Write(ChangedValues? values) => values is null ? null : StoredJson.Write(Of(values));

    public static ChangedValues? Read(string? json) => json is null ? null : StoredJson.Read<StoredValues>(json)?.ToValues();

    public static StoredValues Of(ChangedValues values) => new(StoredContent.Of(values.Before), StoredContent.Of(values.After), values.TypeBefore);

    public ChangedValues ToValues() => new(Before?.ToContent(), After?.ToContent(), TypeBefore);
}

/// <summary>One content; the time as its canonical text and the zone beside it.</summary>
internal sealed record StoredContent(string Title, string When, string? Zone, string Place, string Notes, string? NotesHtml, Privacy Privacy, ShowAs ShowAs)
{
    public static StoredContent? Of(ItemContent? c) =>
        c is null ? null : new(c.Title, c.When.Canonical, c.When.ZoneId, c.Place, c.Notes, c.NotesHtml, c.Privacy, c.ShowAs);

    public ItemContent ToContent()
    {
        var when = Core.Items.When.Parse(When);
        return new ItemContent
        {
            Title = Title,
            When = when.IsAllDay ? when : Core.Items.When.Timed(when.Start, when.End, Zone),
            Place = Place,
            Notes = Notes,
            NotesHtml = NotesHtml,
            Privacy = Privacy,
            ShowAs = ShowAs,
        };
    }
}
