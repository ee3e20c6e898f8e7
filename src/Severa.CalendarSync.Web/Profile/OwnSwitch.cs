using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>Somebody tried to switch, run or decide for another account. Nothing was done.</summary>
public sealed class NotOwnMailboxException() : Exception("Only the account itself may do this.");

/// <summary>Switches, runs and stops the sync of the account that is signed in, and of no other.</summary>
public sealed class OwnSwitch(MailboxSwitch mailboxes, CopyRemoval copies, SyncTrigger trigger, SyncDbContext db, Audit audit, Reader reader)
{
    /// <exception cref="NotOwnMailboxException">It is another account than the one signed in, whatever its roles.</exception>
    /// <exception cref="SwitchRefusedException">E17, E26 or E32.</exception>
    public async Task EnableAsync(Guid accountId, CancellationToken cancellationToken)
    {
        MustBeOwn(accountId);
        var mailboxId = await mailboxes.EnableAsync(reader.Id, cancellationToken, audit.Note(AuditAction.SyncSwitchedOn, reader.Id));
        await trigger.RequestAsync([mailboxId], cancellationToken);
        trigger.SwitchedOver();
    }

    /// <exception cref="NotOwnMailboxException">As above.</exception>
    public async Task DisableAsync(Guid accountId, CancellationToken cancellationToken)
    {
        MustBeOwn(accountId);
        await mailboxes.DisableAsync(reader.Id, reason: null, cancellationToken, note: SwitchedOff());
        trigger.SwitchedOver();
    }

    /// <summary>Switches off and has the copies this service made removed (R12); none before the mailbox is proved. Returns how many.</summary>
    /// <exception cref="NotOwnMailboxException">As above.</exception>
    public async Task<int> DisableAndRemoveAsync(Guid accountId, CancellationToken cancellationToken)
    {
        MustBeOwn(accountId);
        var count = await IsProvedAsync(cancellationToken) ? (await copies.CountAsync(reader.Id, cancellationToken)).Total : 0;
        var mailboxId = await mailboxes.DisableAsync(reader.Id, reason: null, cancellationToken, removeCopies: count > 0, SwitchedOff());
        trigger.SwitchedOver();
        await trigger.RequestAsync([mailboxId], cancellationToken);
        return count;
    }

    /// <summary>"Sync now". Nothing happens while it is off.</summary>
    /// <exception cref="NotOwnMailboxException">As above.</exception>
    public async Task RunAsync(Guid accountId, CancellationToken cancellationToken)
    {
        MustBeOwn(accountId);
        var own = await OwnMailboxIdAsync(cancellationToken);
        await trigger.RequestAsync(own, cancellationToken);
    }

    private void MustBeOwn(Guid accountId)
    {
        if (accountId != reader.Id)
        {
            throw new NotOwnMailboxException();
        }
    }

    private async Task<List<Guid>> OwnMailboxIdAsync(CancellationToken cancellationToken) =>
        await db.Mailboxes.Where(m => m.AccountId == reader.Id && m.IsEnabled && m.ProvedAt != null).Select(m => m.Id).ToListAsync(cancellationToken);

    private Task<bool> IsProvedAsync(CancellationToken cancellationToken) =>
        db.Mailboxes.AnyAsync(m => m.AccountId == reader.Id && m.ProvedAt != null, cancellationToken);

    private AuditRow SwitchedOff() => audit.Note(AuditAction.SyncSwitchedOff, reader.Id);
}
