using System.Globalization;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

internal static class FindPages
{
    public static FoundPage? Read(EwsMessage message)
    {
        var root = message.Element.Child("RootFolder");
        if (root is null)
        {
            return null;
        }

        var isLast = root.Attribute("IncludesLastItemInRange")?.Value is "true" or "1";
        var hasNext = int.TryParse(root.Attribute("IndexedPagingOffset")?.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var next);
        return new FoundPage(FoundItem.AllIn(root), isLast, hasNext ? next : -1);
    }
}
