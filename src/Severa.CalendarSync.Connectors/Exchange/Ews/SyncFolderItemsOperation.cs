using System.Xml;
using System.Xml.Linq;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

internal enum EwsChangeKind
{
    Made,
    Changed,
    Deleted,
}

/// <summary>Something that happened to a folder row: a single appointment or the master of a series.</summary>
internal sealed record EwsChange(EwsChangeKind Kind, EwsItemId Item);

/// <summary>One page of changes and the state to go on from.</summary>
internal sealed record EwsChangePage(string State, bool IsLast, IReadOnlyList<EwsChange> Changes);

/// <summary>
/// <see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/syncfolderitems-operation">SyncFolderItems</see>,
/// ids only: the signal that something changed. Occurrences never show; an edited one is a change of its master.
/// </summary>
internal sealed class SyncFolderItemsOperation(EwsFolderId folder, string? state) : EwsOperation<ItemAnswer<EwsChangePage>>
{
    /// <summary>The most the schema allows.</summary>
    public const int PageSize = 512;

    public override string Name => "SyncFolderItems";

    public override bool TakesTimeZone => false;

    public override void Write(XmlWriter writer, EwsDialect dialect)
    {
        writer.OpenMessage("ItemShape");
        writer.Text("BaseShape", "IdOnly");
        writer.WriteEndElement();
        writer.OpenMessage("SyncFolderId");
        writer.Folder(folder);
        writer.WriteEndElement();
        if (state is not null)
        {
            writer.WriteElementString("m", "SyncState", Ns.Messages, state);
        }

        writer.WriteElementString("m", "MaxChangesReturned", Ns.Messages, XmlConvert.ToString(PageSize));
    }

    /// <summary>Error answers carry an empty state and claim to be the last page: without success there is no page, and without a state no success.</summary>
    public override ItemAnswer<EwsChangePage> Read(IEnumerable<EwsMessage> messages)
    {
        var answer = ItemAnswer<EwsChangePage>.Of(messages.First(), Page);
        return answer is { IsSuccess: true, Value: null } ? new ItemAnswer<EwsChangePage>("NoSyncState", null) : answer;
    }

    private static EwsChangePage? Page(EwsMessage message) =>
        message.Element.TextOf("SyncState")?.Trim() is { Length: > 0 } state
            ? new EwsChangePage(state, message.Element.FlagOf("IncludesLastItemInRange"), [.. message.Element.ChildrenOf("Changes").Select(Change).OfType<EwsChange>()])
            : null;

    /// <summary>Flags read or unread and things that are no appointments are of no interest.</summary>
    private static EwsChange? Change(XElement change) => change.Name.LocalName switch
    {
        "Delete" when change.ItemIdOf() is { } id => new EwsChange(EwsChangeKind.Deleted, id),
        "Create" when change.Child("CalendarItem")?.ItemIdOf() is { } id => new EwsChange(EwsChangeKind.Made, id),
        "Update" when change.Child("CalendarItem")?.ItemIdOf() is { } id => new EwsChange(EwsChangeKind.Changed, id),
        _ => null,
    };
}
