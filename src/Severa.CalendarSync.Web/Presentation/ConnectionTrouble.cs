using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;

namespace Severa.CalendarSync.Web.Presentation;

/// <summary>What keeps the connection to Exchange from being used, for all its mailboxes together (R22).</summary>
/// <param name="Number">1 stands for E1.</param>
/// <param name="Until">When it is tried again. UTC.</param>
public sealed record ConnectionTrouble(int Number, DateTime Until)
{
    /// <summary>Null where the last request was served.</summary>
    public static Task<ConnectionTrouble?> ReadAsync(SyncDbContext db, CancellationToken cancellationToken) =>
        db.ExchangeConnections
            .Where(c => c.ErrorNumber != null && c.PausedUntil != null)
            .OrderBy(c => c.Id)
            .Select(c => new ConnectionTrouble(c.ErrorNumber!.Value, c.PausedUntil!.Value))
            .FirstOrDefaultAsync(cancellationToken);

    /// <summary>Nothing is sent yet.</summary>
    public bool LastsAt(DateTime now) => Until > now;
}
