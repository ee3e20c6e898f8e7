using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.SecondFactor;
using Severa.CalendarSync.Web.Security.Sessions;

namespace Severa.CalendarSync.Web.Pages;

/// <summary>Leaves by POST only: a link from elsewhere signs nobody out. The session ends, and with it every copy of its cookie.</summary>
[BeforeEnrolment]
public sealed class SignOutModel(SignInManager<Account> signIn, OwnSessions sessions) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var origin = await SessionOrigin.OfAsync(HttpContext);
        await sessions.EndCurrentAsync(cancellationToken);
        await signIn.SignOutAsync();
        SecurityHeaders.Forget(Response);
        return origin.IsOfProvider ? RedirectToPage("/SignIn", new { provider = SignInModel.LeftHereOnly }) : LocalRedirect("/sign-in");
    }
}
