using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>Somebody whose mail domain stands for the organization's when a connection is tested for nobody in particular.</summary>
public sealed class AnyPerson(IDbContextFactory<SyncDbContext> contexts)
{
    /// <summary>The address of one who is synchronized, else of anybody; empty where there is nobody.</summary>
    public async Task<string> AnyAddressAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Mailboxes.OrderByDescending(m => m.IsEnabled).ThenBy(m => m.Address).Select(m => m.Address).FirstOrDefaultAsync(cancellationToken)
            ?? await db.Users.Where(u => u.IsActive).OrderBy(u => u.Email).Select(u => u.Email).FirstOrDefaultAsync(cancellationToken)
            ?? "";
    }
}
