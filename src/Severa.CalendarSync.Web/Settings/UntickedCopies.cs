using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Settings;

/// <summary>Entries this service made in Outlook for activity types that are not ticked any more (R12).</summary>
public sealed class UntickedCopies(SyncDbContext db, CopyRemoval copies, SyncTrigger trigger, Audit audit)
{
    public async Task<int> CountAsync(CancellationToken cancellationToken) => await copies.CountAsync(await UntickedAsync(cancellationToken), cancellationToken);

    /// <summary>Has them removed by the next runs. Returns how many.</summary>
    public async Task<int> RemoveAsync(CancellationToken cancellationToken)
    {
        var types = await UntickedAsync(cancellationToken);
        var (count, mailboxes) = await copies.RequestAsync(types, n => audit.Note(AuditAction.UntickedCopiesRemoved, detail: $"{n}"), cancellationToken);
        await trigger.RequestAsync(mailboxes, cancellationToken);
        return count;
    }

    private Task<List<Guid>> UntickedAsync(CancellationToken cancellationToken) =>
        db.ActivityTypes.Where(t => !t.GoesToOutlook).Select(t => t.Id).ToListAsync(cancellationToken);
}
