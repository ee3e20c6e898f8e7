using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Policy;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>The reader's own account, its mailbox and what the organisation allows. There is no way to ask for somebody else's.</summary>
public sealed class OwnMailbox(SyncDbContext db, Reader reader, TimeProvider time)
{
    public async Task<OwnSync> ReadAsync(CancellationToken cancellationToken)
    {
        var account = await db.Users.AsNoTracking().Include(a => a.Mailbox).SingleAsync(a => a.Id == reader.Id, cancellationToken);
        var organization = await db.Organizations.AsNoTracking().SingleAsync(cancellationToken);
        return new OwnSync
        {
            Account = account,
            Mailbox = account.Mailbox,
            Organization = organization,
            Connection = await ConnectionTrouble.ReadAsync(db, cancellationToken),
            Now = reader.UtcNow,
            HasConnection = await db.ExchangeConnections.AnyAsync(cancellationToken),
            Window = WindowRule.At(time.GetUtcNow(), reader.Zone, organization.DaysBack, organization.DaysAhead),
        };
    }

    /// <summary>The mailbox whose history, links and entries the reader may see: his own, proved. Null before (R23).</summary>
    public Task<Mailbox?> FindProvedAsync(CancellationToken cancellationToken) =>
        db.Mailboxes.AsNoTracking().SingleOrDefaultAsync(m => m.AccountId == reader.Id && m.ProvedAt != null, cancellationToken);
}
