using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>See https://learn.microsoft.com/exchange/client-developer/web-service-reference/unsubscribe-operation.</summary>
internal sealed class Unsubscribe : IEwsOperation
{
    public string Name => "Unsubscribe";

    public XElement Answer(EwsCall call) => Answers.Response(Name, [Answers.Each(Name, () => End(call))]);

    private XElement End(EwsCall call) => call.Subscriptions.Remove(call.Body.Element(Ns.M + "SubscriptionId")!.Value, call.BackEnd)
        ? Answers.Success(Name)
        : throw new EwsItemError("ErrorSubscriptionNotFound", "The specified subscription was not found.");
}
