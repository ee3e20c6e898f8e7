using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
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
        var connections = await db.ExchangeConnections.Serving().ToListAsync(cancellationToken);
        return new OwnSync
        {
            Account = account,
            Mailbox = account.Mailbox,
            Organization = organization,
            Connection = (await ConnectionTroubles.ReadAsync(db, cancellationToken)).Of(account.Mailbox),
            Now = reader.UtcNow,
            HasConnection = ConnectionChoice.For(account.Email ?? "", last: null, connections).Count > 0,
            Window = WindowRule.At(time.GetUtcNow(), reader.Zone, organization.DaysBack, organization.DaysAhead),
        };
    }

    /// <summary>The mailbox whose history, links and entries the reader may see: his own, proved. Null before (R23).</summary>
    public Task<Mailbox?> FindProvedAsync(CancellationToken cancellationToken) =>
        db.Mailboxes.AsNoTracking().SingleOrDefaultAsync(m => m.AccountId == reader.Id && m.ProvedAt != null, cancellationToken);
}
