using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security.SecondFactor;
using Severa.CalendarSync.Web.Security.Sessions;

namespace Severa.CalendarSync.Web.Security.Provider;

/// <summary>Sign-in with what the provider said. Whoever is linked to no account gets in by no e-mail address.</summary>
public sealed class ProviderSignIn(ProviderVisit visit, ProviderLogins logins, SignInSteps steps, Audit audit, SyncDbContext db)
{
    public async Task<SignInStep> TryAsync(CancellationToken cancellationToken)
    {
        if (await visit.FindAsync(ProviderPurpose.SignIn) is not { } identity)
        {
            return SignInStep.Refused;
        }

        await visit.EndAsync();
        var account = await logins.FindAsync(identity);
        var step = account is { IsActive: true } ? await steps.GoOnAsync(account, SessionOrigin.Of(identity)) : SignInStep.Refused;
        var action = step switch
        {
            SignInStep.SignedIn => AuditAction.SignedInByProvider,
            SignInStep.CodeAsked => AuditAction.SecondFactorAsked,
            _ => AuditAction.SignInRefused,
        };
        audit.Add(action, account?.Id, actor: step == SignInStep.SignedIn ? account!.Id : null);
        await db.SaveChangesAsync(cancellationToken);
        return step;
    }
}
