using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>Undo requests as the planner takes them: the write the history tells of, and the value that lost, where that is restored.</summary>
internal sealed class UndoReader(SyncDbContext db, Mailbox mailbox, DateTime now)
{
    /// <summary>
    /// The open ones, the newest write first. What the history does not tell any more, or tells of an earlier address,
    /// can be undone by nobody: such requests are settled here.
    /// </summary>
    public async Task<IReadOnlyList<UndoRequest>> OpenAsync(CancellationToken cancellationToken)
    {
        var open = await db.Undos.AsNoTracking()
            .Where(u => u.MailboxId == mailbox.Id && u.SettledAt == null)
            .OrderByDescending(u => u.HistoryId)
            .ToListAsync(cancellationToken);
        if (open.Count == 0)
        {
            return [];
        }

        var told = await ToldAsync(open, cancellationToken);
        var conflicts = await ConflictsAsync(open, cancellationToken);
        var requests = open.Select(u => Request(u, told.GetValueOrDefault(u.HistoryId), conflicts)).OfType<UndoRequest>().ToList();
        await SettleAsync([.. open.Select(u => u.Id).Except(requests.Select(r => r.Id))], cancellationToken);
        return requests;
    }

    private static UndoRequest? Request(UndoRow undo, HistoryRow? told, Dictionary<long, ConflictRow> conflicts)
    {
        if (told?.ItemKey() is not { } key || StoredValues.Read(told.Values) is not { } values)
        {
            return null;
        }

        if (undo.ConflictId is not { } id)
        {
            return new UndoRequest(undo.Id, told.LinkId, told.Kind, told.Target, told.Fields, key, values);
        }

        // Never in its place: undoing the whole write is not what its owner asked for.
        return conflicts.TryGetValue(id, out var conflict)
            ? new UndoRequest(undo.Id, told.LinkId, told.Kind, told.Target, conflict.Field, key, Lost(values, conflict), OnBothSides: true)
            : null;
    }

    private static ChangedValues Lost(ChangedValues values, ConflictRow conflict)
    {
        var lost = conflict.Winner == Side.Outlook ? conflict.SeveraValue : conflict.OutlookValue;
        return values with { Before = values.Before?.With(conflict.Field, lost) };
    }

    private async Task<Dictionary<long, HistoryRow>> ToldAsync(List<UndoRow> open, CancellationToken cancellationToken)
    {
        var ids = open.ConvertAll(u => u.HistoryId);
        var from = mailbox.HistoryVisibleFrom ?? DateTime.MinValue;
        return await db.History.AsNoTracking()
            .Where(h => h.MailboxId == mailbox.Id && ids.Contains(h.Id) && h.At >= from)
            .ToDictionaryAsync(h => h.Id, cancellationToken);
    }

    private async Task<Dictionary<long, ConflictRow>> ConflictsAsync(List<UndoRow> open, CancellationToken cancellationToken)
    {
        var ids = open.Select(u => u.ConflictId).OfType<long>().ToList();
        return ids.Count == 0
            ? []
            : await db.Conflicts.AsNoTracking()
                .Where(c => c.MailboxId == mailbox.Id && ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
    }

    private async Task SettleAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count > 0)
        {
            await db.Undos.Where(u => ids.Contains(u.Id)).ExecuteUpdateAsync(
                set => set.SetProperty(u => u.SettledAt, now).SetProperty(u => u.Result, Reason.NothingToUndo), cancellationToken);
        }
    }
}
