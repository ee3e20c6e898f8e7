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
        var context = http.HttpContext!;
        var session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var account = await accounts.GetUserAsync(context.User);
        var isRight = account is not null && session.Principal is not null && (await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true)).Succeeded;
        audit.Add(isRight ? AuditAction.Confirmed : AuditAction.ConfirmationRefused, account?.Id);
        await db.SaveChangesAsync(cancellationToken);
        if (!isRight)
        {
            return false;
        }

        var now = time.GetUtcNow();
        var times = SessionTimes.Read(session.Properties!) ?? SessionTimes.New(now);
        (times with { ConfirmedAt = now, SeenAt = now }).Write(session.Properties!);
        await context.SignInAsync(IdentityConstants.ApplicationScheme, session.Principal!, session.Properties);
        return true;
    }
}
