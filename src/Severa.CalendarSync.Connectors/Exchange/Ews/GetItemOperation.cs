using System.Xml;
using System.Xml.Linq;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>What is asked for: an item by its id, the master of the series an occurrence belongs to, or an occurrence by its number.</summary>
/// <param name="Id">Of the item, of the occurrence, or of the series.</param>
/// <param name="IsMasterOfIt">The master of the occurrence with that id is meant.</param>
/// <param name="Number">Which occurrence of the series is meant, beginning with 1.</param>
internal readonly record struct ItemRef(string Id, bool IsMasterOfIt = false, int? Number = null)
{
    /// <summary>The answer carries the id that was asked for.</summary>
    public bool IsById => !IsMasterOfIt && Number is null;
}

/// <summary>
/// <see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/getitem-operation-calendar-item">GetItem</see>:
/// one answer per id, in the order of the ids whatever order they came in.
/// </summary>
internal sealed class GetItemOperation(IReadOnlyList<ItemRef> items, ItemShape shape) : EwsOperation<IReadOnlyList<ItemAnswer<XElement>>>
{
    public override string Name => "GetItem";

    public override int Size => items.Count;

    public override void Write(XmlWriter writer, EwsDialect dialect)
    {
        shape.Write(writer, dialect);
        writer.OpenMessage("ItemIds");
        foreach (var item in items)
        {
            if (item.IsMasterOfIt)
            {
                writer.Open("RecurringMasterItemId");
                writer.WriteAttributeString("OccurrenceId", item.Id);
                writer.WriteEndElement();
            }
            else if (item.Number is { } number)
            {
                writer.Open("OccurrenceItemId");
                writer.WriteAttributeString("RecurringMasterId", item.Id);
                writer.WriteAttributeString("InstanceIndex", XmlConvert.ToString(number));
                writer.WriteEndElement();
            }
            else
            {
                writer.Id(new EwsItemId(item.Id));
            }
        }

        writer.WriteEndElement();
    }

    public override IReadOnlyList<ItemAnswer<XElement>> Read(IEnumerable<EwsMessage> messages) =>
        AnswerOrder.Of(items, [.. messages.Select(m => ItemAnswer<XElement>.Of(m, Item)).Select(Complete)]);

    private static XElement? Item(EwsMessage message) => message.Element.ChildrenOf("Items").FirstOrDefault();

    private static ItemAnswer<XElement> Complete(ItemAnswer<XElement> answer) =>
        answer is { IsSuccess: true, Value: null } ? new ItemAnswer<XElement>("NoItem", null) : answer;
}
