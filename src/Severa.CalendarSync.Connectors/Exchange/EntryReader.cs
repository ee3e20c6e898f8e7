using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>
/// Signal, then read: one small request tells whether anything changed; only then the window is viewed and what is new is fetched.
/// </summary>
internal sealed class EntryReader(CalendarFolder folder, ChangeReader changes, WindowReader view)
{
    /// <summary>Versions have no meaning for what is gone; the ledger records our own deletions under this one.</summary>
    public const string DeletedVersion = "deleted";

    public async Task<SideReading> ReadAsync(string? cursor, SyncWindow window, IKnownVersions known, CancellationToken cancellationToken)
    {
        if (ExchangeCursor.Parse(cursor) is { } last
            && await changes.DrainAsync(new EwsFolderId(last.FolderId), last.SyncState, cancellationToken) is { } since)
        {
            folder.Use(last.FolderId);
            var now = last with { SyncState = since.State };
            return since.Changes.All(c => IsKnown(c, known)) && TellsOfAll(since.Changes, known.Awaited)
                ? new SideReading.Unchanged { Cursor = now.Format(), Epoch = now.FolderId }
                : await ReadWindowAsync(now, window, known, cancellationToken);
        }

        var folderId = await folder.AskAsync(cancellationToken);
        var all = await changes.DrainAsync(new EwsFolderId(folderId), null, cancellationToken) ?? throw EwsErrors.Transient("NoSyncState");
        return await ReadWindowAsync(new ExchangeCursor(folderId, all.State), window, known, cancellationToken);
    }

    /// <summary>
    /// The change is one of ours, or of something in a version the ledger has already seen. A server that tells once more of the making
    /// of what it told of before has lost the state and begins anew without a word: what was deleted meanwhile it will never tell.
    /// </summary>
    private static bool IsKnown(EwsChange change, IKnownVersions known) => change switch
    {
        { Kind: EwsChangeKind.Deleted } => known.IsOwnWrite(change.Item.Id, DeletedVersion),
        { Kind: EwsChangeKind.Made, Item.ChangeKey: { } version } when known.IsOldNews(change.Item.Id, version) => false,
        { Item.ChangeKey: { } version } => known.IsOwnWrite(change.Item.Id, version) || known.KeyOf(change.Item.Id, version) is not null,
        _ => false,
    };

    /// <summary>
    /// The server tells of the difference between two states only: what we made since the earlier one and is not told of was deleted,
    /// or moved, before anybody asked.
    /// </summary>
    private static bool TellsOfAll(IReadOnlyList<EwsChange> changes, IReadOnlySet<string> awaited) =>
        awaited.Count == 0 || awaited.IsSubsetOf(changes.Select(c => c.Item.Id));

    /// <summary>The cursor is older than what is read here: a change made meanwhile is seen again, never missed.</summary>
    private async Task<SideReading> ReadWindowAsync(ExchangeCursor cursor, SyncWindow window, IKnownVersions known, CancellationToken cancellationToken)
    {
        var seen = await view.ReadAsync(new EwsFolderId(cursor.FolderId), window, known, cancellationToken);
        return new SideReading.Full(window, seen) { Cursor = cursor.Format(), Epoch = cursor.FolderId };
    }
}
