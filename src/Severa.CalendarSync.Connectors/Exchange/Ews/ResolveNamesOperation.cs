using System.Xml;
using System.Xml.Linq;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>Somebody in the address list.</summary>
internal sealed record EwsResolution(string Address, string MailboxType);

/// <summary>
/// <see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/resolvenames-operation">ResolveNames</see>
/// for one exact address, in the directory only.
/// </summary>
internal sealed class ResolveNamesOperation(string address) : EwsOperation<ItemAnswer<IReadOnlyList<EwsResolution>>>
{
    public override string Name => "ResolveNames";

    public override bool TakesTimeZone => false;

    public override void Write(XmlWriter writer, EwsDialect dialect)
    {
        writer.WriteAttributeString("ReturnFullContactData", "false");
        writer.WriteAttributeString("SearchScope", "ActiveDirectory");
        writer.OpenMessage("UnresolvedEntry");
        writer.WriteString(XmlWriting.Allowed("smtp:" + address));
        writer.WriteEndElement();
    }

    /// <summary>Several matches are a warning that carries them all.</summary>
    public override ItemAnswer<IReadOnlyList<EwsResolution>> Read(IEnumerable<EwsMessage> messages)
    {
        var message = messages.First();
        return message.Code == "ErrorNameResolutionMultipleResults"
            ? new ItemAnswer<IReadOnlyList<EwsResolution>>(EwsMessage.NoError, Resolutions(message))
            : ItemAnswer<IReadOnlyList<EwsResolution>>.Of(message, Resolutions);
    }

    private static IReadOnlyList<EwsResolution> Resolutions(EwsMessage message) =>
        [.. message.Element.ChildrenOf("ResolutionSet").Select(Resolution).OfType<EwsResolution>()];

    private static EwsResolution? Resolution(XElement resolution) =>
        resolution.Child("Mailbox") is { } mailbox && mailbox.TextOf("EmailAddress") is { Length: > 0 } address
            ? new EwsResolution(address, mailbox.TextOf("MailboxType") ?? "Mailbox")
            : null;
}
