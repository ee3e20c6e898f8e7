using Severa.CalendarSync.Data.Ledger;

namespace Severa.CalendarSync.Data.Tests.Support;

/// <summary>There is one worker only.</summary>
internal sealed class Unfenced : IWriteFence
{
    public Task HoldAsync(SyncDbContext db, CancellationToken cancellationToken) => Task.CompletedTask;
}
