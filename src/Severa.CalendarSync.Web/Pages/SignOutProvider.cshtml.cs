using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Severa.CalendarSync.Web.Security.Provider;

namespace Severa.CalendarSync.Web.Pages;

/// <summary>After the sign-out here: ends the session at the provider too, for whoever wants that. A link, as forms do not leave this site.</summary>
public sealed class SignOutProviderModel(ProviderVisit visit) : PageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!visit.IsPossible)
        {
            return NotFound();
        }

        return await visit.CanEndSessionAsync(cancellationToken)
            ? SignOut(new AuthenticationProperties { RedirectUri = "/sign-in" }, ProviderSetup.Scheme)
            : RedirectToPage("/SignIn");
    }
}
