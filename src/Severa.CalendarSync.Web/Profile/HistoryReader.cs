using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>What happened in the reader's own mailbox; titles are decrypted for him and nobody else.</summary>
public sealed class HistoryReader(SyncDbContext db, OwnMailbox own)
{
    private const int PageSize = 25;

    /// <param name="page">Counted from 1.</param>
    /// <param name="only">Only lines with this reason; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<PageOf<HistoryRow>> ActionsAsync(int page, Reason? only, CancellationToken cancellationToken) => PageAsync(
        page,
        (mailbox, from) => db.History
            .Where(h => h.MailboxId == mailbox && h.At >= from && (only == null || h.Reason == only))
            .OrderByDescending(h => h.Id),
        cancellationToken);

    /// <summary>Which of these lines can be undone, and what became of those that were last asked to be; the open ones have no result yet.</summary>
    public async Task<(IReadOnlySet<long> Undoable, IReadOnlyDictionary<long, UndoRow> Asked)> UndosAsync(IReadOnlyList<HistoryRow> rows, CancellationToken cancellationToken)
    {
        if (await own.FindProvedAsync(cancellationToken) is not { } mailbox)
        {
            return (new HashSet<long>(), new Dictionary<long, UndoRow>());
        }

        var ids = rows.Select(r => r.Id).ToList();
        var undoable = await UndoableWrites.Undoable(db, mailbox).Where(h => ids.Contains(h.Id)).Select(h => h.Id).ToListAsync(cancellationToken);
        var asked = await db.Undos.AsNoTracking()
            .Where(u => u.MailboxId == mailbox.Id && u.ConflictId == null && ids.Contains(u.HistoryId)).ToListAsync(cancellationToken);
        return (undoable.ToHashSet(), Last(asked, u => u.HistoryId));
    }

    /// <summary>Of which of these conflicts the lost value can be restored, and what became of those that were last asked for.</summary>
    public async Task<(IReadOnlySet<long> Restorable, IReadOnlyDictionary<long, UndoRow> Asked)> RestoresAsync(
        IReadOnlyList<ConflictRow> rows, CancellationToken cancellationToken)
    {
        if (await own.FindProvedAsync(cancellationToken) is not { } mailbox)
        {
            return (new HashSet<long>(), new Dictionary<long, UndoRow>());
        }

        var ids = rows.Select(r => r.Id).ToList();
        var restorable = await UndoableWrites.Restorable(db, mailbox).Where(r => ids.Contains(r.ConflictId)).Select(r => r.ConflictId).ToListAsync(cancellationToken);
        var asked = await db.Undos.AsNoTracking()
            .Where(u => u.MailboxId == mailbox.Id && u.ConflictId != null && ids.Contains(u.ConflictId.Value)).ToListAsync(cancellationToken);
        return (restorable.ToHashSet(), Last(asked, u => u.ConflictId!.Value));
    }

    /// <summary>How many writes of each of these runs can be undone.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> UndoableByRunAsync(IReadOnlyList<RunLine> runs, CancellationToken cancellationToken)
    {
        if (await own.FindProvedAsync(cancellationToken) is not { } mailbox)
        {
            return new Dictionary<Guid, int>();
        }

        var ids = runs.Select(r => r.RunId).ToList();
        return await UndoableWrites.Undoable(db, mailbox).Where(h => ids.Contains(h.RunId))
            .GroupBy(h => h.RunId).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
    }

    public Task<PageOf<ConflictRow>> ConflictsAsync(int page, CancellationToken cancellationToken) => PageAsync(
        page, (mailbox, from) => db.Conflicts.Where(c => c.MailboxId == mailbox && c.At >= from).OrderByDescending(c => c.Id), cancellationToken);

    public async Task<PageOf<RunLine>> RunsAsync(int page, CancellationToken cancellationToken)
    {
        var rows = await PageAsync(
            page, (mailbox, from) => db.Runs.Where(r => r.MailboxId == mailbox && r.EndedAt >= from).OrderByDescending(r => r.Id), cancellationToken);
        return rows.Select(RunLine.Of);
    }

    private static Dictionary<long, UndoRow> Last(List<UndoRow> asked, Func<UndoRow, long> of) =>
        asked.GroupBy(of).ToDictionary(g => g.Key, g => g.MaxBy(u => u.RequestedAt)!);

    /// <summary>Nothing before the mailbox is proved, and nothing from under an earlier address (R23).</summary>
    private async Task<PageOf<T>> PageAsync<T>(int page, Func<Guid, DateTime, IQueryable<T>> rows, CancellationToken cancellationToken)
        where T : class
    {
        if (await own.FindProvedAsync(cancellationToken) is not { } mailbox)
        {
            return PageOf<T>.Empty;
        }

        return await rows(mailbox.Id, mailbox.HistoryVisibleFrom ?? DateTime.MinValue).AsNoTracking().PageAsync(page, PageSize, cancellationToken);
    }
}
