using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security.Sessions;

namespace Severa.CalendarSync.Web.Security.SecondFactor;

/// <summary>Somebody whose code is still to come, and where he came from.</summary>
public sealed record HalfSignIn(Account Account, SessionOrigin Origin);

/// <summary>
/// Remembers for five minutes, in a cookie of its own, who is half signed in: what came first was right, the code is still to come.
/// Whatever ends the sessions of the account ends this too.
/// </summary>
public sealed class PendingSignIn(IHttpContextAccessor http, UserManager<Account> accounts)
{
    public const string Scheme = "Identity.TwoFactorUserId";

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const string Stamp = "stamp";

    private HttpContext Http => http.HttpContext!;

    public Task BeginAsync(Account account, SessionOrigin origin)
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()), new Claim(Stamp, account.SecurityStamp!)], Scheme);
        return Http.SignInAsync(Scheme, new ClaimsPrincipal(identity), origin.ToProperties());
    }

    /// <summary>Who is half signed in, if anybody is.</summary>
    public async Task<HalfSignIn?> FindAsync()
    {
        var cookie = await Http.AuthenticateAsync(Scheme);
        return cookie.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
            && await accounts.FindByIdAsync(id) is { IsActive: true } account
            && account.SecurityStamp == cookie.Principal.FindFirstValue(Stamp)
            ? new HalfSignIn(account, SessionOrigin.Read(cookie.Properties!))
            : null;
    }

    public Task EndAsync() => Http.SignOutAsync(Scheme);
}
