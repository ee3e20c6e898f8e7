using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Items;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>See https://learn.microsoft.com/exchange/client-developer/web-service-reference/getitem-operation.</summary>
internal sealed class GetItem : IEwsOperation
{
    public string Name => "GetItem";

    public XElement Answer(EwsCall call)
    {
        var shape = ItemShape.Parse(call.Body.Element(Ns.M + "ItemShape")!);
        return Answers.Response(Name, call.Body.Element(Ns.M + "ItemIds")!.Elements().Select(reference => Answers.Each(
            Name,
            () => Answers.Success(Name, new XElement(Ns.M + "Items", ItemWriter.Write(ItemPaths.Resolve(call, reference), shape, call, isFind: false))),
            Ns.M + "Items")));
    }
}
