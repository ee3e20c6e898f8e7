using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Data.Erasure;

/// <summary>
/// "Erase my sync data": what is remembered of one's own mailbox goes, both calendars stay as they are. What others' mailboxes remember
/// is not touched, though they share activities (R24). After that, switching on is a first run, which matches before it creates (R16).
/// </summary>
public sealed class MailboxErasure(IDbContextFactory<SyncDbContext> contexts, TimeProvider time)
{
    /// <summary>What would go, and what would stay.</summary>
    public async Task<ErasureNumbers> CountAsync(Guid accountId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var own = db.Mailboxes.Where(m => m.AccountId == accountId).Select(m => m.Id);
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, of) in MailboxMemory.Tables)
        {
            rows[name] = await of(db, own).CountAsync(cancellationToken);
        }

        return new ErasureNumbers(rows, await CountHalvesAsync(db, own, cancellationToken))
        {
            Activities = await db.Activities.CountAsync(a => a.OwnerId == accountId, cancellationToken),
            AuditLines = await db.Audit.CountAsync(a => a.ActorId == accountId || a.SubjectId == accountId, cancellationToken),
        };
    }

    /// <summary>Erases, in one transaction with the note. A run under way cannot write anything back: its token is void.</summary>
    public Task<Guid> EraseAsync(Guid actingAccountId, AuditRow note, CancellationToken cancellationToken) =>
        MailboxChange.MakeAsync(contexts, time, actingAccountId, ForgetAsync, cancellationToken, note);

    private static async Task ForgetAsync(MailboxChange change)
    {
        var (db, mailbox, cancellationToken) = (change.Db, change.Mailbox, change.CancellationToken);
        var row = db.Mailboxes.Where(m => m.Id == mailbox.Id);
        await MailboxMemory.ResetAsync(row, cancellationToken);
        foreach (var (_, of) in MailboxMemory.Tables)
        {
            await of(db, row.Select(m => m.Id)).ExecuteDeleteAsync(cancellationToken);
        }

        // A code that still waits opens nothing any more; its entry is taken away like any other spent one's.
        await db.OneTimeCodes
            .Where(c => c.AccountId == mailbox.AccountId && c.Purpose == OneTimeCodePurpose.MailboxProof && c.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, change.Now), cancellationToken);
        await TellParticipantsAsync(db, mailbox, cancellationToken);
    }

    /// <summary>The owner's link told them whether his entry is a meeting: their next runs read that it tells nothing any more (R24).</summary>
    private static async Task TellParticipantsAsync(SyncDbContext db, Mailbox mailbox, CancellationToken cancellationToken)
    {
        var participants = await db.Activities.Where(a => a.OwnerId == mailbox.AccountId)
            .SelectMany(a => a.Participants.Select(p => p.AccountId)).Distinct().ToListAsync(cancellationToken);
        await ActivityRevisions.RaiseAsync(db, participants, exceptMailbox: mailbox.Id, cancellationToken);
    }

    private static async Task<HalfNumbers> CountHalvesAsync(SyncDbContext db, IQueryable<Guid> own, CancellationToken cancellationToken)
    {
        var links = db.Links.Where(l => own.Contains(l.MailboxId));
        return new HalfNumbers(
            await links.CountAsync(l => l.EntryId != null, cancellationToken),
            await links.CountAsync(l => l.State == LinkState.Held, cancellationToken),
            await links.CountAsync(l => l.State == LinkState.Dismissed, cancellationToken));
    }
}
