using System.Globalization;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Notifications;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>
/// Streaming and pull subscriptions, of the acting mailbox only: a delegate cannot subscribe to somebody else's folders.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/subscribe-operation.
/// </summary>
internal sealed class Subscribe : IEwsOperation
{
    /// <summary>How long a streaming subscription outlives its connection.</summary>
    private static readonly TimeSpan StreamingLifetime = TimeSpan.FromMinutes(30);

    public string Name => "Subscribe";

    public XElement Answer(EwsCall call) => Answers.Response(Name, [Answers.Each(Name, () => Add(call, call.Body.Elements().First()))]);

    private XElement Add(EwsCall call, XElement request)
    {
        if (request.Name.LocalName == "PushSubscriptionRequest")
        {
            throw new EwsItemError("ErrorInvalidSubscriptionRequest", "Push subscriptions are not served.");
        }

        var terms = Terms(call, request);
        var watermark = request.Element(Ns.T + "Watermark")?.Value;
        long? from = watermark is null ? null : Watermarks.Parse(call.Mailbox, watermark) ?? throw InvalidWatermark();
        var subscription = call.Subscriptions.Add(call.Mailbox, call.Account.UserName, call.BackEnd, terms, from);
        return Answers.Success(
            Name,
            new XElement(Ns.M + "SubscriptionId", subscription.Id),
            terms.IsStreaming ? null : new XElement(Ns.M + "Watermark", Watermarks.Write(call.Mailbox, subscription.Position)));
    }

    private static SubscriptionTerms Terms(EwsCall call, XElement request)
    {
        var timeout = request.Element(Ns.T + "Timeout")?.Value;
        var lifetime = timeout is null ? StreamingLifetime : TimeSpan.FromMinutes(int.Parse(timeout, CultureInfo.InvariantCulture));
        var types = request.Element(Ns.T + "EventTypes")!.Elements().Select(e => e.Value).ToHashSet(StringComparer.Ordinal);
        return new SubscriptionTerms(timeout is null, lifetime, FolderNames(call, request), types);
    }

    private static HashSet<string>? FolderNames(EwsCall call, XElement request)
    {
        var named = request.Element(Ns.T + "FolderIds")?.Elements().ToList();
        if ((request.Attribute("SubscribeToAllFolders")?.Value is "true" or "1") == named is not null)
        {
            throw new EwsItemError("ErrorInvalidSubscriptionRequest", "Either folders are named, or all folders are subscribed to.");
        }

        if (named?.Exists(reference => IsSomebodyElses(call, reference)) == true)
        {
            throw new EwsItemError("ErrorSubscriptionDelegateAccessNotSupported", "Subscriptions are not supported for delegate user access.");
        }

        _ = call.Mailbox;
        return named?.Select(reference => FolderPaths.Resolve(call, reference)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>By the mailbox that is named, or by an id that belongs to another one.</summary>
    private static bool IsSomebodyElses(EwsCall call, XElement reference)
    {
        var own = call.ActingMailbox;
        if (reference.Element(Ns.T + "Mailbox")?.Element(Ns.T + "EmailAddress")?.Value is { } address)
        {
            return !string.Equals(address, own?.Address, StringComparison.OrdinalIgnoreCase);
        }

        return reference.Name.LocalName == "FolderId"
            && call.Store.All.Any(m => m != own && Folders.All.Any(folder => m.FolderId(folder) == reference.Attribute("Id")!.Value));
    }

    private static EwsItemError InvalidWatermark() => new("ErrorInvalidWatermark", "The watermark used for creating this subscription was not found.");
}
