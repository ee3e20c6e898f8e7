using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Security;

/// <summary>The person in front of the browser types the password again. Wrong ones count as those of a sign-in do.</summary>
public sealed class Confirmation(
    UserManager<Account> accounts, SignInManager<Account> signIn, IHttpContextAccessor http, Audit audit, SyncDbContext db, TimeProvider time)
{
    public async Task<bool> TryAsync(string password, CancellationToken cancellationToken)
    {
        var account = await accounts.GetUserAsync(http.HttpContext!.User);
        var isRight = account is not null && (await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true)).Succeeded;
        return await EndAsync(account, isRight, cancellationToken);
    }

    /// <summary>Notes what came of it; a session that was confirmed remembers when.</summary>
    internal async Task<bool> EndAsync(Account? account, bool isRight, CancellationToken cancellationToken)
    {
        var context = http.HttpContext!;
        audit.Add(isRight ? AuditAction.Confirmed : AuditAction.ConfirmationRefused, account?.Id);
        await db.SaveChangesAsync(cancellationToken);
        var session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (!isRight || session.Principal is null)
        {
            return false;
        }

        var now = time.GetUtcNow();
        var times = SessionTimes.Read(session.Properties!) ?? SessionTimes.New(now);
        (times with { ConfirmedAt = now, SeenAt = now }).Write(session.Properties!);
        await context.SignInAsync(IdentityConstants.ApplicationScheme, session.Principal, session.Properties);
        return true;
    }
}
