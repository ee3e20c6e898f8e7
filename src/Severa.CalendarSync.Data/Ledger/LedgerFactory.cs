using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>Makes the ledger of one run of one mailbox.</summary>
public sealed class LedgerFactory(IDbContextFactory<SyncDbContext> contexts, TimeProvider time, IOptions<LedgerOptions> options)
{
    public ISyncLedger For(Guid mailboxId) => new EfSyncLedger(contexts, mailboxId, time, options.Value);
}
