using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>A mailbox opens only to the account that proved that it is his (R23).</summary>
public sealed class MailboxProof(IDbContextFactory<SyncDbContext> contexts, TimeProvider time)
{
    /// <summary>The account proved that the calendar with this folder identity is his.</summary>
    /// <exception cref="SwitchRefusedException">E16: another account proved this address or folder before.</exception>
    public async Task<Guid> MarkProvedAsync(Guid accountId, string folderId, CancellationToken cancellationToken, AuditRow? note = null)
    {
        try
        {
            return await MailboxChange.MakeAsync(contexts, time, accountId, change => ProveAsync(change, folderId), cancellationToken, note);
        }
        catch (DbUpdateException)
        {
            // Two accounts proved the same mailbox at the same moment: the unique index lets one through.
            throw new SwitchRefusedException(SwitchRefusedException.BelongsToAnother);
        }
    }

    /// <summary>After an invitation or a password reset: nothing is read or shown until the mailbox is proved again.</summary>
    public Task<Guid> VoidAsync(Guid accountId, CancellationToken cancellationToken) =>
        MailboxChange.MakeAsync(contexts, time, accountId, change => change.VoidProofAsync(), cancellationToken);

    /// <summary>
    /// The account has another address now: sync goes off, the proof is void, and what happened under the earlier address is shown
    /// to nobody any more. What was asked for there is asked of another calendar by nobody. A part of the change of the account,
    /// which the caller saves.
    /// </summary>
    public async Task ChangeAddressAsync(SyncDbContext db, Guid accountId, string address, CancellationToken cancellationToken)
    {
        if (await MailboxChange.HoldAsync(db, accountId, cancellationToken) is not { } mailbox)
        {
            return;
        }

        var change = new MailboxChange(db, mailbox, time.GetUtcNow().UtcDateTime, cancellationToken);
        await change.VoidProofAsync();
        await change.SwitchOffAsync();
        await change.WithdrawRemovalAsync();
        mailbox.HasRequests = false;
        mailbox.Address = MailboxChange.Normal(address);
        mailbox.FolderId = null;
        mailbox.HistoryVisibleFrom = change.Now;
    }

    private static async Task ProveAsync(MailboxChange change, string folderId)
    {
        var mailbox = change.Mailbox;
        var address = await MailboxChange.AddressOfAsync(change.Db, mailbox.AccountId, change.CancellationToken);
        var isTaken = await change.Db.Mailboxes.AnyAsync(
            m => m.Id != mailbox.Id && m.ProvedAt != null && (m.FolderId == folderId || m.Address == address), change.CancellationToken);
        if (isTaken)
        {
            throw new SwitchRefusedException(SwitchRefusedException.BelongsToAnother);
        }

        if (mailbox.FolderId is { } earlier && earlier != folderId)
        {
            mailbox.HistoryVisibleFrom = change.Now;
        }

        if (mailbox.Epoch != folderId)
        {
            // Its owner vouches for this calendar: ids of another one are matched anew, and nothing is believed to be deleted by them.
            mailbox.Epoch = "";
            mailbox.OutlookCursor = null;
        }

        mailbox.Address = address;
        mailbox.FolderId = folderId;
        mailbox.ProvedAt = change.Now;

        // What stood against the earlier calendar is over, E17 above all.
        (mailbox.ErrorNumber, mailbox.ErrorCode, mailbox.ErrorReference, mailbox.ErrorIsPermanent, mailbox.Failures) = (null, null, null, false, 0);
        await change.MakeDueAsync();
    }
}
