using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.SecondFactor;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages;

/// <summary>The owner of an account chooses his password, with a link that works once.</summary>
[EnableRateLimiting(RequestLimits.Guesses)]
public sealed class InvitationModel(InvitationAcceptance acceptance, IStringLocalizer<SharedTexts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public string? Email { get; private set; }

    public bool IsForSomebody => Email is not null;

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Email = (await acceptance.FindAsync(Code, cancellationToken))?.Email;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await acceptance.FindAsync(Code, cancellationToken) is not { } account)
        {
            return Page();
        }

        Email = account.Email;
        if (ModelState.IsValid && PasswordRules.Problem(Input.Password!, account.DisplayName, account.Email!) is { } problem)
        {
            ModelState.AddModelError("Input.Password", texts[problem]);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        switch (await acceptance.AcceptAsync(account, Code, Input.Password!, cancellationToken))
        {
            case SignInStep.SignedIn:
                return LocalRedirect("/profile");
            case SignInStep.CodeAsked:
                return RedirectToPage("/SignInCode", new { ReturnUrl = "/profile" });
            default:
                Email = null;
                return Page();
        }
    }

    public sealed class InputModel
    {
        [Required(ErrorMessage = "Password_Required")]
        [StringLength(256, ErrorMessage = "Text_TooLong")]
        public string? Password { get; set; }

        [Compare(nameof(Password), ErrorMessage = "Password_Different")]
        public string? Again { get; set; }
    }
}
