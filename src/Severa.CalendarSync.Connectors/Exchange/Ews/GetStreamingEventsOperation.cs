using System.Xml;
using System.Xml.Linq;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>One thing said over an open connection.</summary>
/// <param name="Code">NoError, or what went wrong.</param>
/// <param name="Changed">Subscriptions in whose calendar something happened. What it was is not looked at: the sync finds out.</param>
/// <param name="Failed">Subscriptions an error is about; none named may mean all.</param>
/// <param name="IsClosed">The server ends the connection in order.</param>
/// <param name="BackOff">How long it wants to be left alone.</param>
internal sealed record StreamNews(string Code, IReadOnlyList<string> Changed, IReadOnlyList<string> Failed, bool IsClosed, TimeSpan? BackOff)
{
    public bool IsGood => Code == EwsMessage.NoError;
}

/// <summary>
/// <see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/getstreamingevents-operation">GetStreamingEvents</see>:
/// the answer stays open and is one envelope after another. Servers put two names into another namespace than the schema does;
/// they are read by their local names.
/// </summary>
internal sealed class GetStreamingEventsOperation(IReadOnlyList<string> subscriptionIds) : EwsOperation<IReadOnlyList<StreamNews>>
{
    /// <summary>The most the protocol allows.</summary>
    public const int MostSubscriptions = 200;

    private const int Minutes = 30;

    public override string Name => "GetStreamingEvents";

    public override bool TakesTimeZone => false;

    public override int Size => subscriptionIds.Count;

    public override void Write(XmlWriter writer, EwsDialect dialect)
    {
        writer.OpenMessage("SubscriptionIds");
        foreach (var id in subscriptionIds)
        {
            writer.Text("SubscriptionId", id);
        }

        writer.WriteEndElement();
        writer.WriteElementString("m", "ConnectionTimeout", Ns.Messages, XmlConvert.ToString(Minutes));
    }

    public override IReadOnlyList<StreamNews> Read(IEnumerable<EwsMessage> messages) => [.. messages.Select(News)];

    private static StreamNews News(EwsMessage message) => new(
        message.IsSuccess ? EwsMessage.NoError : message.Code == EwsMessage.NoError ? EwsCode.Warning : message.Code,
        [.. message.Element.ChildrenOf("Notifications").Where(SaysSomething).Select(n => n.TextOf("SubscriptionId")).OfType<string>()],
        [.. message.Element.ChildrenOf("ErrorSubscriptionIds").Select(e => e.Value)],
        message.Element.TextOf("ConnectionStatus") == "Closed",
        message.BackOff);

    /// <summary>There is an event in it, and not only the server's own sign of life.</summary>
    private static bool SaysSomething(XElement notification) =>
        notification.Elements().Any(e => e.Name.LocalName.EndsWith("Event", StringComparison.Ordinal) && e.Name.LocalName != "StatusEvent");
}
