using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Erasure;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.OwnData;

/// <summary>"Erase my sync data" (P2), of the account that is signed in and of no other.</summary>
public sealed class OwnErasure(MailboxErasure erasure, SyncTrigger trigger, Audit audit, Reader reader)
{
    public Task<ErasureNumbers> CountAsync(CancellationToken cancellationToken) => erasure.CountAsync(reader.Id, cancellationToken);

    public async Task EraseAsync(CancellationToken cancellationToken)
    {
        var numbers = await CountAsync(cancellationToken);
        await erasure.EraseAsync(reader.Id, audit.Note(AuditAction.SyncDataErased, reader.Id, $"{numbers.Total}"), cancellationToken);
        trigger.SwitchedOver();
    }
}
