using System.Xml.Linq;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>What a search shows of an appointment: identity, never contents (searches cut texts at 255 characters).</summary>
internal sealed record FoundItem(EwsItemId Id, string? Uid, string? Kind, DateTimeOffset? Slot)
{
    public bool IsOccurrence => Kind is "Occurrence" or "Exception";

    public bool IsMaster => Kind == "RecurringMaster";

    public static IReadOnlyList<FoundItem> AllIn(XElement root) => [.. root.ChildrenOf("Items").Select(Of).OfType<FoundItem>()];

    /// <summary>Null where it is no appointment.</summary>
    public static FoundItem? Of(XElement item) =>
        item.Name.LocalName == "CalendarItem" && item.ItemIdOf() is { } id
            ? new FoundItem(id, item.TextOf("UID"), item.TextOf("CalendarItemType"), item.InstantOf("RecurrenceId") ?? item.InstantOf("Start"))
            : null;
}

/// <summary>One page of a search.</summary>
internal sealed record FoundPage(IReadOnlyList<FoundItem> Items, bool IsLast, int NextOffset);
