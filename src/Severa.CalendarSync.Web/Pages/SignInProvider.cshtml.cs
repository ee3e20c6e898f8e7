using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Severa.CalendarSync.Web.Security.Provider;
using Severa.CalendarSync.Web.Security.SecondFactor;

namespace Severa.CalendarSync.Web.Pages;

/// <summary>P1: to the organisation's provider and back. Without one there is no such page.</summary>
public sealed class SignInProviderModel(ProviderVisit visit, ProviderSignIn signIn) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        visit.IsPossible ? await visit.GoAsync(ProviderPurpose.SignIn, Url.Page("/SignInProvider", "Back", new { ReturnUrl })!, cancellationToken) : NotFound();

    public async Task<IActionResult> OnGetBackAsync(CancellationToken cancellationToken)
    {
        if (!visit.IsPossible)
        {
            return NotFound();
        }

        return await signIn.TryAsync(cancellationToken) switch
        {
            SignInStep.SignedIn => LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/"),
            SignInStep.CodeAsked => RedirectToPage("/SignInCode", new { ReturnUrl }),
            _ => RedirectToPage("/SignIn", new { provider = SignInModel.UnknownAtProvider }),
        };
    }
}
