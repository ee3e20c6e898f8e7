using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>Undo requests as the planner takes them: the write the history tells of, and the value that lost, where that is restored.</summary>
internal sealed class UndoReader(SyncDbContext db, Guid mailboxId)
{
    /// <summary>The open ones, the newest write first.</summary>
    public async Task<IReadOnlyList<UndoRequest>> OpenAsync(CancellationToken cancellationToken)
    {
        var open = await db.Undos.AsNoTracking()
            .Where(u => u.MailboxId == mailboxId && u.SettledAt == null)
            .Join(db.History.AsNoTracking(), u => u.HistoryId, h => h.Id, (u, h) => new { Undo = u, History = h })
            .OrderByDescending(p => p.History.Id)
            .ToListAsync(cancellationToken);
        var ids = open.Select(p => p.Undo.ConflictId).OfType<long>().ToList();
        var conflicts = await db.Conflicts.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        return [.. open
            .Select(p => Request(p.Undo, p.History, p.Undo.ConflictId is { } id ? conflicts.GetValueOrDefault(id) : null))
            .OfType<UndoRequest>()];
    }

    private static UndoRequest? Request(UndoRow undo, HistoryRow told, ConflictRow? conflict)
    {
        if (told.ItemKey() is not { } key || StoredValues.Read(told.Values) is not { } values)
        {
            return null;
        }

        return conflict is null
            ? new UndoRequest(undo.Id, told.LinkId, told.Kind, told.Target, told.Fields, key, values)
            : new UndoRequest(undo.Id, told.LinkId, told.Kind, told.Target, conflict.Field, key, Lost(values, conflict), OnBothSides: true);
    }

    private static ChangedValues Lost(ChangedValues values, ConflictRow conflict)
    {
        var lost = conflict.Winner == Side.Outlook ? conflict.SeveraValue : conflict.OutlookValue;
        return values with { Before = values.Before?.With(conflict.Field, lost) };
    }
}
