using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Sandbox.Mailboxes;
using ItemKey = Severa.CalendarSync.Core.Items.ItemKey;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox.Histories;

/// <summary>An entry straight from the store, without the connector's eyes.</summary>
internal static class RawEntry
{
    public static ItemKey KeyOf(ItemView view) =>
        view.OriginalStart is { } slot ? ItemKey.Occurrence(view.Content.Uid, slot, view.Id) : ItemKey.Of(view.Id);

    public static ItemContent Of(ItemView view) => new()
    {
        Title = PlainText.Line(view.Content.Subject),
        When = WhenOf(view.Content),
        Place = PlainText.Line(view.Content.Location),
        Notes = PlainText.Lines(view.Content.Body?.AsText()),
        Privacy = view.Content.Sensitivity == "Normal" ? Privacy.Normal : Privacy.Private,
    };

    private static When WhenOf(EntryContent content)
    {
        if (!content.IsAllDay)
        {
            return When.Timed(content.Start, content.End);
        }

        var zone = Severa.CalendarSync.Sandbox.Mailboxes.Zones.Of(content.StartZone);
        return When.AllDay(DayOf(content.Start), DayOf(content.End));

        DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(WallClock.ToLocal(instant, zone));
    }
}
