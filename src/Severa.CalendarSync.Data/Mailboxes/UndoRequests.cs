using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>
/// What the owner of a mailbox wants undone (R25). Every call names the account that acts and reaches its own mailbox only.
/// Requests are carried out by the next run, which the caller asks for.
/// </summary>
public sealed class UndoRequests(IDbContextFactory<SyncDbContext> contexts, TimeProvider time)
{
    private static readonly SyncActionKind[] Writes = [SyncActionKind.Create, SyncActionKind.Update, SyncActionKind.SetBack, SyncActionKind.Delete];

    /// <summary>A service's own corrections, and what was undone already, are not undone.</summary>
    private static readonly Reason[] Final =
        [Reason.UndoneByPerson, Reason.RestoredByPerson, Reason.SecondCopyOfOneCreate, Reason.MeetingIsReadOnly, Reason.WithheldText, Reason.OwnersMeeting];

    /// <summary>The lines that can be undone: a query, so that pages can mark them.</summary>
    public static IQueryable<HistoryRow> Undoable(SyncDbContext db, Mailbox mailbox)
    {
        var from = mailbox.HistoryVisibleFrom ?? DateTime.MinValue;
        return db.History
            .Where(h => h.MailboxId == mailbox.Id && h.At >= from && h.Values != null && h.ItemId != null)
            .Where(h => Writes.Contains(h.Kind) && !Final.Contains(h.Reason))
            .Where(h => !db.Undos.Any(u => u.HistoryId == h.Id));
    }

    /// <summary>Asks for single writes to be undone. Returns how many of them can be.</summary>
    public Task<UndoAnswer> RequestAsync(Guid accountId, IReadOnlyCollection<long> historyIds, Func<int, AuditRow> note, CancellationToken cancellationToken) =>
        RequestAsync(accountId, rows => rows.Where(h => historyIds.Contains(h.Id)), null, note, cancellationToken);

    /// <summary>Asks for everything one run wrote.</summary>
    public Task<UndoAnswer> RequestRunAsync(Guid accountId, Guid runId, Func<int, AuditRow> note, CancellationToken cancellationToken) =>
        RequestAsync(accountId, rows => rows.Where(h => h.RunId == runId), null, note, cancellationToken);

    /// <summary>Asks for the value that lost a conflict; it is written on both sides (R9).</summary>
    public async Task<UndoAnswer> RestoreAsync(Guid accountId, long conflictId, Func<int, AuditRow> note, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var conflict = await db.Conflicts.AsNoTracking()
            .Where(c => c.Id == conflictId)
            .Where(c => db.Mailboxes.Any(m => m.Id == c.MailboxId && m.AccountId == accountId && (m.HistoryVisibleFrom == null || c.At >= m.HistoryVisibleFrom)))
            .SingleOrDefaultAsync(cancellationToken);
        if (conflict is null)
        {
            return UndoAnswer.Nothing;
        }

        // The write that overwrote it: the first one to the losing side since.
        var (losing, field) = (conflict.Winner.Other(), conflict.Field);
        var overwrote = await db.History
            .Where(h => h.MailboxId == conflict.MailboxId && h.LinkId == conflict.LinkId && h.At >= conflict.At && h.Target == losing)
            .Where(h => h.Kind == SyncActionKind.Update && (h.Fields & field) == field)
            .OrderBy(h => h.Id).Select(h => (long?)h.Id).FirstOrDefaultAsync(cancellationToken);
        return overwrote is { } id ? await RequestAsync(accountId, rows => rows.Where(h => h.Id == id), conflictId, note, cancellationToken) : UndoAnswer.Nothing;
    }

    private async Task<UndoAnswer> RequestAsync(
        Guid accountId,
        Func<IQueryable<HistoryRow>, IQueryable<HistoryRow>> which,
        long? conflictId,
        Func<int, AuditRow> note,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await MailboxChange.HoldAsync(db, accountId, cancellationToken) is not { ProvedAt: not null } mailbox)
        {
            return UndoAnswer.Nothing;
        }

        var now = time.GetUtcNow();
        var ids = await which(Undoable(db, mailbox)).Select(h => h.Id).ToListAsync(cancellationToken);
        db.Undos.AddRange(ids.Select(id => new UndoRow
        {
            Id = Guid.CreateVersion7(now), MailboxId = mailbox.Id, HistoryId = id, ConflictId = conflictId, RequestedAt = now.UtcDateTime,
        }));
        mailbox.HasRequests |= ids.Count > 0;
        db.Audit.AddRange(ids.Count == 0 ? [] : [note(ids.Count)]);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new UndoAnswer(ids.Count, ids.Count > 0 ? [mailbox.Id] : []);
    }
}

/// <param name="Count">How many writes will be undone.</param>
/// <param name="MailboxesToRun">The mailboxes to run at once because of it.</param>
public sealed record UndoAnswer(int Count, IReadOnlyList<Guid> MailboxesToRun)
{
    public static readonly UndoAnswer Nothing = new(0, []);
}
