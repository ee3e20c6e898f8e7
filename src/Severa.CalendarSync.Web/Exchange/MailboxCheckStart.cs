using Hangfire;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>An administrator has all mailboxes checked, in the background; one check at a time, whoever asks and on whatever node.</summary>
public sealed class MailboxCheckStart(MailboxCheckBoard board, IBackgroundJobClient jobs, SyncDbContext db, Audit audit, TimeProvider time)
{
    /// <returns>False: one goes on already.</returns>
    public async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        var (check, total) = (Guid.CreateVersion7(time.GetUtcNow()), await TestPeople.Active(db).CountAsync(cancellationToken));
        if (!board.TryBegin(check, total))
        {
            return false;
        }

        audit.Add(AuditAction.MailboxesChecked, detail: $"{total}");
        await db.SaveChangesAsync(cancellationToken);
        jobs.Enqueue<CheckMailboxesJob>(JobQueues.Interactive, job => job.RunAsync(check, CancellationToken.None));
        return true;
    }
}
