using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Sessions;

namespace Severa.CalendarSync.Web.Security.Sessions;

/// <summary>The session of this browser goes on under another name: a copy of the cookie it had before opens nothing.</summary>
public sealed class SessionRenewal(AccountSessions sessions, SignInManager<Account> signIn, IHttpContextAccessor http)
{
    private HttpContext Http => http.HttpContext!;

    /// <summary>After a change that gave the account another security stamp: its other sessions ended by that.</summary>
    public async Task GoOnAsync(Account account, CancellationToken cancellationToken)
    {
        if (SessionCookie.Current(Http) is { } session)
        {
            await RenewAsync(account, await sessions.GoOnAsync(session, account.SecurityStamp!, cancellationToken));
        }
    }

    /// <summary>The password was typed again: for a while the session opens more.</summary>
    public async Task ConfirmAsync(Account account, CancellationToken cancellationToken)
    {
        if (SessionCookie.Current(Http) is { } session)
        {
            await RenewAsync(account, await sessions.ConfirmAsync(session, cancellationToken));
        }
    }

    private async Task RenewAsync(Account account, string secret)
    {
        var cookie = await Http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        SessionCookie.Name(cookie.Properties!, secret);
        await signIn.RefreshSignInAsync(account);
    }
}
