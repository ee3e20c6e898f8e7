namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>Reads the answers to writes: the new id and version of each item.</summary>
internal static class WriteAnswers
{
    public static IReadOnlyList<ItemAnswer<EwsItemId>> Read(IEnumerable<EwsMessage> messages) =>
        [.. messages.Select(m => ItemAnswer<EwsItemId>.Of(m, IdOf))];

    private static EwsItemId IdOf(EwsMessage message) => message.Element.ChildrenOf("Items").FirstOrDefault()?.ItemIdOf() ?? default;
}
