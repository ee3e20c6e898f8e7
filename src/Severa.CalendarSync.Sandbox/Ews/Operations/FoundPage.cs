using System.Globalization;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>
/// A page of what a search found, counted from its beginning or its end.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/indexedpageitemview.
/// </summary>
internal sealed record FoundPage<T>(IReadOnlyList<T> Rows, int Total, int? NextOffset, bool IsLast)
{
    public static FoundPage<T> Take(IReadOnlyList<T> matches, XElement? view, int limit)
    {
        var offset = view is null ? 0 : int.Parse(view.Attribute("Offset")!.Value, CultureInfo.InvariantCulture);
        if (offset < 0)
        {
            throw new EwsItemError("ErrorInvalidIndexedPagingParameters", "The offset is not valid.");
        }

        var ordered = view?.Attribute("BasePoint")!.Value == "End" ? matches.Reverse() : matches;
        var rows = ordered.Skip(offset).Take(Math.Min(Most(view) ?? int.MaxValue, limit)).ToList();
        var next = offset + rows.Count;
        return new FoundPage<T>(rows, matches.Count, next, next >= matches.Count);
    }

    /// <summary>How many rows the client wants at most.</summary>
    public static int? Most(XElement? view)
    {
        if (view?.Attribute("MaxEntriesReturned")?.Value is not { } text)
        {
            return null;
        }

        var most = int.Parse(text, CultureInfo.InvariantCulture);
        return most > 0 ? most : throw new EwsItemError("ErrorInvalidPagingMaxRows", "MaxEntriesReturned must be greater than zero.");
    }

    /// <summary>The paging attributes of the answer's RootFolder.</summary>
    public IEnumerable<XAttribute> Attributes()
    {
        if (NextOffset is { } next)
        {
            yield return new XAttribute("IndexedPagingOffset", next);
        }

        yield return new XAttribute("TotalItemsInView", Total);
        yield return new XAttribute("IncludesLastItemInRange", XmlText.Of(IsLast));
    }
}
