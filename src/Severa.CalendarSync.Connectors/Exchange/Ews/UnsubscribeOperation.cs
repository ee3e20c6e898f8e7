using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary><see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/unsubscribe-operation">Unsubscribe</see>. One that is not known any more is as good as ended.</summary>
internal sealed class UnsubscribeOperation(string subscriptionId) : EwsOperation<ItemAnswer<string>>
{
    public override string Name => "Unsubscribe";

    public override bool TakesTimeZone => false;

    public override void Write(XmlWriter writer, EwsDialect dialect) =>
        writer.WriteElementString("m", "SubscriptionId", Ns.Messages, subscriptionId);

    public override ItemAnswer<string> Read(IEnumerable<EwsMessage> messages) => ItemAnswer<string>.Of(messages.First(), _ => subscriptionId);
}
