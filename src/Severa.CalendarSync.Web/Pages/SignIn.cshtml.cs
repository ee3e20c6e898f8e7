using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.SecondFactor;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages;

/// <summary>P1.</summary>
[EnableRateLimiting(RequestLimits.Guesses)]
public sealed class SignInModel(PasswordSignIn signIn, SyncDbContext db, IStringLocalizer<SharedTexts> texts) : PageModel
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (User.Identity?.IsAuthenticated == true)
        {
            return LocalRedirect("/");
        }

        var isSetUp = await db.Organizations.AnyAsync(organization => organization.IsSetUp, cancellationToken);
        return isSetUp ? Page() : LocalRedirect("/setup");
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        switch (await signIn.TryAsync(Input.Email!, Input.Password!, cancellationToken))
        {
            case SignInStep.SignedIn:
                return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/");
            case SignInStep.CodeAsked:
                return RedirectToPage("/SignInCode", new { ReturnUrl });
            default:
                ModelState.AddModelError("", texts["SignIn_Refused"]);
                return Page();
        }
    }

    public sealed class InputModel
    {
        [Required(ErrorMessage = "Email_Required")]
        [StringLength(256, ErrorMessage = "Text_TooLong")]
        public string? Email { get; set; }

        [Required(ErrorMessage = "Password_Required")]
        [StringLength(256, ErrorMessage = "Text_TooLong")]
        public string? Password { get; set; }
    }
}
