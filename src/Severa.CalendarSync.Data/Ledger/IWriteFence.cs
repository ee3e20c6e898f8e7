using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>Keeps writes to this database from workers that have lost their mailbox, whatever they believe.</summary>
public interface IWriteFence
{
    /// <summary>Holds the mailbox until the transaction of <paramref name="db"/> ends.</summary>
    /// <exception cref="LeaseLostException">Another worker has the mailbox: the transaction must not be committed.</exception>
    Task HoldAsync(SyncDbContext db, CancellationToken cancellationToken);
}
