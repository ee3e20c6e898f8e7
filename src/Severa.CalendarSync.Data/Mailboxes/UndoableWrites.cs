using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>What can be undone or restored in a mailbox (R25, R9), as queries: pages mark with them what requests then find.</summary>
public static class UndoableWrites
{
    private static readonly SyncActionKind[] Writes = [SyncActionKind.Create, SyncActionKind.Update, SyncActionKind.SetBack, SyncActionKind.Delete];

    private static readonly SyncActionKind[] Overwriting = [SyncActionKind.Update, SyncActionKind.SetBack];

    /// <summary>A service's own corrections, and what was undone already, are not undone.</summary>
    private static readonly Reason[] Final =
        [Reason.UndoneByPerson, Reason.RestoredByPerson, Reason.SecondCopyOfOneCreate, Reason.MeetingIsReadOnly, Reason.WithheldText, Reason.OwnersMeeting];

    private static readonly Reason[] Successes = [Reason.UndoneByPerson, Reason.RestoredByPerson];

    /// <summary>Lines of the history that can be undone as a whole.</summary>
    public static IQueryable<HistoryRow> Undoable(SyncDbContext db, Mailbox mailbox)
    {
        var standing = Standing(db, mailbox).Where(u => u.ConflictId == null);
        return Lines(db, mailbox).Where(h => !standing.Any(u => u.HistoryId == h.Id));
    }

    /// <summary>
    /// Conflicts whose losing value can be restored, each with the write that overwrote it: the first one to the losing side since.
    /// Where that was a set-back, a rule wants it so (R3, R8), and would again.
    /// </summary>
    public static IQueryable<RestorableConflict> Restorable(SyncDbContext db, Mailbox mailbox)
    {
        var visibleFrom = VisibleFrom(mailbox);
        var standing = Standing(db, mailbox).Where(u => u.ConflictId != null);
        return from conflict in db.Conflicts
               where conflict.MailboxId == mailbox.Id && conflict.At >= visibleFrom && !standing.Any(u => u.ConflictId == conflict.Id)
               from line in Lines(db, mailbox)
               where line.Kind == SyncActionKind.Update && line.Id == db.History
                   .Where(h => h.MailboxId == conflict.MailboxId && h.LinkId == conflict.LinkId && h.At >= conflict.At && h.Target != conflict.Winner)
                   .Where(h => Overwriting.Contains(h.Kind) && (h.Fields & conflict.Field) == conflict.Field)
                   .Min(h => (long?)h.Id)
               select new RestorableConflict { ConflictId = conflict.Id, HistoryId = line.Id };
    }

    /// <summary>Writes that the owner may see and whose values are still kept.</summary>
    private static IQueryable<HistoryRow> Lines(SyncDbContext db, Mailbox mailbox)
    {
        var from = VisibleFrom(mailbox);
        return db.History
            .Where(h => h.MailboxId == mailbox.Id && h.At >= from && h.Values != null && h.ItemId != null)
            .Where(h => Writes.Contains(h.Kind) && !Final.Contains(h.Reason));
    }

    /// <summary>Asked for and not answered, or done. Of what was refused one may ask again.</summary>
    private static IQueryable<UndoRow> Standing(SyncDbContext db, Mailbox mailbox) =>
        db.Undos.Where(u => u.MailboxId == mailbox.Id && (u.SettledAt == null || Successes.Contains(u.Result)));

    private static DateTime VisibleFrom(Mailbox mailbox) => mailbox.HistoryVisibleFrom ?? DateTime.MinValue;
}

/// <summary>A conflict, and the line of the history that tells of the write which overwrote its losing value.</summary>
public sealed class RestorableConflict
{
    public long ConflictId { get; init; }

    public long HistoryId { get; init; }
}
