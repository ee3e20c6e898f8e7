using System.Globalization;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Notifications;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>
/// Opens the answer that stays open. One id that is not known here, and nothing is told about the others either.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/getstreamingevents-operation.
/// </summary>
internal sealed class GetStreamingEvents : IEwsOperation
{
    private const int MostSubscriptions = 200;

    public string Name => StreamMessages.Operation;

    public XElement Answer(EwsCall call) => Answers.Response(Name, [Answers.Each(Name, () => Open(call))]);

    private static XElement Open(EwsCall call)
    {
        var ids = call.Body.Element(Ns.M + "SubscriptionIds")!.Elements().Select(e => e.Value).ToList();
        if (ids.Count > MostSubscriptions)
        {
            throw new EwsItemError("ErrorInvalidSubscriptionRequest", $"At most {MostSubscriptions} subscriptions fit into one connection.");
        }

        var unknown = call.Subscriptions.Unknown(ids, call.BackEnd);
        if (unknown.Count > 0)
        {
            return StreamMessages.Error("ErrorSubscriptionNotFound", "The specified subscription was not found.", unknown);
        }

        var minutes = int.Parse(call.Body.Element(Ns.M + "ConnectionTimeout")!.Value, CultureInfo.InvariantCulture);
        call.Stream = call.Subscriptions.Open(ids, call.Mailbox, call.Account.UserName, TimeSpan.FromMinutes(minutes));
        return StreamMessages.Status("OK");
    }
}
