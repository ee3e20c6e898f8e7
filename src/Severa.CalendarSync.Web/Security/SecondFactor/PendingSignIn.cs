using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Security.SecondFactor;

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

    public Task BeginAsync(Account account)
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()), new Claim(Stamp, account.SecurityStamp!)], Scheme);
        return Http.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }

    /// <summary>Who is half signed in, if anybody is.</summary>
    public async Task<Account?> FindAsync()
    {
        var half = (await Http.AuthenticateAsync(Scheme)).Principal;
        return half?.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
            && await accounts.FindByIdAsync(id) is { IsActive: true } account
            && account.SecurityStamp == half.FindFirstValue(Stamp)
            ? account
            : null;
    }

    public Task EndAsync() => Http.SignOutAsync(Scheme);
}
