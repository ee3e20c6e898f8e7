using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security.Sessions;

namespace Severa.CalendarSync.Web.Security;

/// <summary>The person in front of the browser types the password again. Wrong ones count as those of a sign-in do.</summary>
public sealed class Confirmation(
    UserManager<Account> accounts, SignInManager<Account> signIn, SessionRenewal renewal, IHttpContextAccessor http, Audit audit, SyncDbContext db)
{
    public async Task<bool> TryAsync(string password, CancellationToken cancellationToken)
    {
        var account = await accounts.GetUserAsync(http.HttpContext!.User);
        var isRight = account is not null && (await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true)).Succeeded;
        return await EndAsync(account, isRight, cancellationToken);
    }

    /// <summary>Notes what came of it; a session that was confirmed remembers when, and has another name from then on.</summary>
    internal async Task<bool> EndAsync(Account? account, bool isRight, CancellationToken cancellationToken)
    {
        audit.Add(isRight ? AuditAction.Confirmed : AuditAction.ConfirmationRefused, account?.Id);
        await db.SaveChangesAsync(cancellationToken);
        if (isRight)
        {
            await renewal.ConfirmAsync(account!, cancellationToken);
        }

        return isRight;
    }
}
