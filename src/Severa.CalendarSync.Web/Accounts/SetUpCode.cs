using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Codes;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>
/// Unlocks the set-up page of an empty database. It is printed to the console and nowhere else, or comes from <c>Setup:Code</c>;
/// each start makes a new one, because only its hash is kept.
/// </summary>
internal sealed class SetUpCode(IDbContextFactory<SyncDbContext> contexts, OneTimeCodes codes, IConfiguration configuration)
{
    public async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Organizations.AnyAsync(organization => organization.IsSetUp, cancellationToken))
        {
            return;
        }

        var given = configuration["Setup:Code"];
        var isGiven = !string.IsNullOrWhiteSpace(given);
        var issued = await codes.IssueAsync(OneTimeCodePurpose.SetUp, accountId: null, isGiven ? given : null, cancellationToken);
        var what = isGiven ? "The set-up code is the one of Setup:Code." : $"The set-up code is {issued.Code}";
        Console.WriteLine();
        Console.WriteLine("No account exists yet. Open /setup to make the first one.");
        Console.WriteLine($"{what} It works for 30 minutes and 5 tries; a restart renews it, and so does the start of another node.");
        Console.WriteLine();
    }
}
