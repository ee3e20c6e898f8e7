using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Items;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>
/// The calendar view expands series; any other view gives single entries and masters.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/finditem-operation.
/// </summary>
internal sealed class FindItem : IEwsOperation
{
    public string Name => "FindItem";

    public XElement Answer(EwsCall call)
    {
        var shape = ItemShape.Parse(call.Body.Element(Ns.M + "ItemShape")!);
        if (shape.WantsMime)
        {
            throw new EwsFault("ErrorInvalidPropertyForOperation", "The property is not valid for this operation.");
        }

        return Answers.Response(Name, call.Body.Element(Ns.M + "ParentFolderIds")!.Elements()
            .Select(reference => Answers.Each(Name, () => Find(call, FolderPaths.Resolve(call, reference), shape))));
    }

    private XElement Find(EwsCall call, string folder, ItemShape shape)
    {
        if (call.Attribute("Traversal") != "Shallow" || Unserved(call.Body))
        {
            throw new EwsItemError("ErrorInvalidOperation", "This kind of search is not served.");
        }

        var page = call.Body.Element(Ns.M + "CalendarView") is { } view ? ViewPage(call, folder, view) : IndexedPage(call, folder);
        return Answers.Success(Name, new XElement(
            Ns.M + "RootFolder",
            page.Attributes(),
            new XElement(Ns.T + "Items", page.Rows.Select(item => ItemWriter.Write(item, shape, call, isFind: true)))));
    }

    private static bool Unserved(XElement body) => body.Elements().Any(e => e.Name.LocalName
        is "FractionalPageItemView" or "SeekToConditionPageItemView" or "ContactsView" or "GroupBy" or "DistinguishedGroupBy" or "QueryString");

    private static FoundPage<ItemView> ViewPage(EwsCall call, string folder, XElement view)
    {
        if (folder != Folders.Calendar)
        {
            throw new EwsItemError("ErrorCalendarFolderIsInvalidForCalendarView", "The folder is not a calendar folder.");
        }

        if (call.Body.Element(Ns.M + "Restriction") is not null || call.Body.Element(Ns.M + "SortOrder") is not null)
        {
            throw new EwsItemError("ErrorInvalidRequest", "A CalendarView cannot be combined with a restriction or a sort order.");
        }

        var (from, to) = (Edge(call, view, "StartDate"), Edge(call, view, "EndDate"));
        CheckRange(from, to);
        var all = call.Mailbox.Visible(folder, from, to);
        var most = FoundPage<ItemView>.Most(view) ?? int.MaxValue;
        if (Math.Min(most, all.Count) > call.Options.FindCountLimit)
        {
            throw new EwsItemError("ErrorExceededFindCountLimit", "The find operation exceeded the maximum number of rows.");
        }

        return new FoundPage<ItemView>(all.Take(most).ToList(), all.Count, null, most >= all.Count);
    }

    private static DateTimeOffset Edge(EwsCall call, XElement view, string name) => WireTime.Parse(view.Attribute(name)!.Value, call.Zone);

    private static void CheckRange(DateTimeOffset from, DateTimeOffset to)
    {
        if (from.Year <= 1601 || to.Year >= 4500)
        {
            throw new EwsItemError("ErrorValueOutOfRange", "The date is out of range.");
        }

        if (to < from)
        {
            throw new EwsItemError("ErrorCalendarEndDateIsEarlierThanStartDate", "EndDate is earlier than StartDate");
        }

        if (to > from.AddYears(2))
        {
            throw new EwsItemError("ErrorCalendarViewRangeTooBig", "The specified view range exceeds the maximum range of two years.");
        }
    }

    private static FoundPage<ItemView> IndexedPage(EwsCall call, string folder)
    {
        var filter = call.Body.Element(Ns.M + "Restriction") is { } restriction
            ? new Restrictions<ItemView>(SearchPaths.Value, SearchPaths.IsTime, call.Zone).Parse(restriction.Elements().First())
            : _ => true;
        var matches = Sorting.Sort(call.Mailbox.In(folder).Select(Mailbox.View).Where(filter), call.Body.Element(Ns.M + "SortOrder")).ToList();
        return FoundPage<ItemView>.Take(matches, call.Body.Element(Ns.M + "IndexedPageItemView"), call.Options.FindCountLimit);
    }
}
