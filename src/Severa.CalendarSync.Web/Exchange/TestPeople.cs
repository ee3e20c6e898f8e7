using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>For whom a connection may be tested: the people who have an account here, and nobody else in Exchange.</summary>
internal static class TestPeople
{
    /// <summary>How many are offered in the list; any other may be typed.</summary>
    private const int MostOffered = 200;

    public static async Task<IReadOnlyList<TestPerson>> ListAsync(SyncDbContext db, CancellationToken cancellationToken) =>
        await Active(db).OrderBy(a => a.DisplayName).ThenBy(a => a.Id).Take(MostOffered)
            .Select(a => new TestPerson(a.DisplayName, a.Email!)).ToListAsync(cancellationToken);

    public static async Task<IReadOnlyList<TestPerson>> EverybodyAsync(SyncDbContext db, CancellationToken cancellationToken) =>
        await Active(db).OrderBy(a => a.DisplayName).ThenBy(a => a.Id)
            .Select(a => new TestPerson(a.DisplayName, a.Email!)).ToListAsync(cancellationToken);

    /// <summary>
    /// Somebody whose mail domain stands for the others' when a connection is tested for nobody in particular: of the first domain it
    /// names; else one who is synchronized, else anybody. Empty where there is nobody.
    /// </summary>
    public static async Task<string> AnyAddressAsync(SyncDbContext db, IReadOnlyList<string> domains, CancellationToken cancellationToken)
    {
        if (domains is [var domain, ..])
        {
            return await Active(db).Where(a => a.NormalizedEmail!.EndsWith("@" + domain.ToUpperInvariant())).OrderBy(a => a.Email).Select(a => a.Email).FirstOrDefaultAsync(cancellationToken)
                ?? $"postmaster@{domain}";
        }

        return await db.Mailboxes.OrderByDescending(m => m.IsEnabled).ThenBy(m => m.Address).Select(m => m.Address).FirstOrDefaultAsync(cancellationToken)
            ?? await Active(db).OrderBy(a => a.Email).Select(a => a.Email).FirstOrDefaultAsync(cancellationToken)
            ?? "";
    }

    public static Task<TestPerson?> FindAsync(SyncDbContext db, string address, CancellationToken cancellationToken)
    {
        var normal = address.Trim().ToUpperInvariant();
        return Active(db).Where(a => a.NormalizedEmail == normal)
            .Select(a => new TestPerson(a.DisplayName, a.Email!)).FirstOrDefaultAsync(cancellationToken);
    }

    public static IQueryable<Account> Active(SyncDbContext db) => db.Users.AsNoTracking().Where(a => a.IsActive && a.Email != null);
}
