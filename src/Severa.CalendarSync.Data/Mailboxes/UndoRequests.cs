using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>
/// What the owner of a mailbox wants undone (R25). Every call names the account that acts and reaches its own mailbox only.
/// Requests are carried out by the next run, which the caller asks for.
/// </summary>
public sealed class UndoRequests(IDbContextFactory<SyncDbContext> contexts, TimeProvider time)
{
    /// <summary>Asks for single writes to be undone. Returns how many of them can be.</summary>
    public Task<UndoAnswer> RequestAsync(Guid accountId, IReadOnlyCollection<long> historyIds, Func<int, AuditRow> note, CancellationToken cancellationToken) =>
        UndoAsync(accountId, rows => rows.Where(h => historyIds.Contains(h.Id)), note, cancellationToken);

    /// <summary>Asks for everything one run wrote.</summary>
    public Task<UndoAnswer> RequestRunAsync(Guid accountId, Guid runId, Func<int, AuditRow> note, CancellationToken cancellationToken) =>
        UndoAsync(accountId, rows => rows.Where(h => h.RunId == runId), note, cancellationToken);

    /// <summary>Asks for the value that lost a conflict; it is written on both sides (R9).</summary>
    public Task<UndoAnswer> RestoreAsync(Guid accountId, long conflictId, Func<int, AuditRow> note, CancellationToken cancellationToken) => RequestAsync(
        accountId,
        conflictId,
        (db, mailbox) => UndoableWrites.Restorable(db, mailbox).Where(r => r.ConflictId == conflictId).Select(r => r.HistoryId),
        note,
        cancellationToken);

    private Task<UndoAnswer> UndoAsync(
        Guid accountId, Func<IQueryable<HistoryRow>, IQueryable<HistoryRow>> which, Func<int, AuditRow> note, CancellationToken cancellationToken) =>
        RequestAsync(accountId, null, (db, mailbox) => which(UndoableWrites.Undoable(db, mailbox)).Select(h => h.Id), note, cancellationToken);

    private async Task<UndoAnswer> RequestAsync(
        Guid accountId,
        long? conflictId,
        Func<SyncDbContext, Mailbox, IQueryable<long>> lines,
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
        var ids = await lines(db, mailbox).ToListAsync(cancellationToken);
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
