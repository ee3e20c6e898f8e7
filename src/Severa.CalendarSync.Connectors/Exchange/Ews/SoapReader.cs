using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>Reads an envelope as it arrives; only one response message at a time becomes a tree.</summary>
internal static class SoapReader
{
    private static readonly XmlReaderSettings Settings = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreWhitespace = false,
        IgnoreComments = true,

        // Mailboxes hold characters that XML 1.0 forbids, and servers send them as references.
        CheckCharacters = false,
    };

    /// <exception cref="XmlException">It is not XML, or was cut off.</exception>
    public static async Task<EwsReply> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var reader = XmlReader.Create(stream, Settings);
        await reader.MoveToContentAsync();
        if (reader.LocalName != "Envelope")
        {
            throw new XmlException("The answer is no SOAP envelope.");
        }

        var messages = new List<EwsMessage>();
        EwsFault? fault = null;
        EwsServerVersion? server = null;
        while (await reader.ReadAsync())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "ServerVersionInfo":
                    server = ServerVersion(reader);
                    break;
                case "Fault":
                    fault = EwsFault.Of(await ElementAsync(reader, cancellationToken));
                    break;
                case "ResponseMessages":
                    await ReadMessagesAsync(reader, messages, cancellationToken);
                    break;
                case "GetRoomListsResponse" or "GetRoomsResponse" when reader.GetAttribute("ResponseClass") is not null:
                    // These are their own and only message.
                    messages.Add(new EwsMessage(await ElementAsync(reader, cancellationToken)));
                    break;
            }
        }

        return new EwsReply(messages, fault, server);
    }

    private static async Task ReadMessagesAsync(XmlReader reader, List<EwsMessage> messages, CancellationToken cancellationToken)
    {
        if (reader.IsEmptyElement)
        {
            return;
        }

        await reader.ReadAsync();
        while (reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                // Leaves the reader behind the element, so nothing more is to be skipped.
                messages.Add(new EwsMessage((XElement)await XNode.ReadFromAsync(reader, cancellationToken)));
            }
            else if (!await reader.ReadAsync())
            {
                return;
            }
        }
    }

    private static async Task<XElement> ElementAsync(XmlReader reader, CancellationToken cancellationToken)
    {
        using var subtree = reader.ReadSubtree();
        return await XElement.LoadAsync(subtree, LoadOptions.PreserveWhitespace, cancellationToken);
    }

    private static EwsServerVersion ServerVersion(XmlReader reader) =>
        new(Number(reader, "MajorVersion"), Number(reader, "MinorVersion"), Number(reader, "MajorBuildNumber"));

    private static int Number(XmlReader reader, string name) =>
        int.TryParse(reader.GetAttribute(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
