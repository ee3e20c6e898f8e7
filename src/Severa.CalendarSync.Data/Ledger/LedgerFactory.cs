using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>Makes the ledger of one run of one mailbox.</summary>
public sealed class LedgerFactory(IDbContextFactory<SyncDbContext> contexts, TimeProvider time, IOptions<LedgerOptions> options)
{
    /// <summary>Opens when nobody else has the mailbox, and its owner has proved it (R23).</summary>
    public EfSyncLedger For(Guid mailboxId) => new EfSyncLedger(contexts, mailboxId, time, options.Value);

    /// <summary>Opens when nobody else has the mailbox, nothing stands against a run by now, and none has done meanwhile what this one was started for.</summary>
    public EfSyncLedger ForWantedRun(Guid mailboxId) => new EfSyncLedger(contexts, mailboxId, time, options.Value) { OnlyIfWanted = true };
}
