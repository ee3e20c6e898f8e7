using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Web.Security.SecondFactor;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages;

/// <summary>P1: the second step of a sign-in. Whoever did not take the first is sent to it.</summary>
[EnableRateLimiting(RequestLimits.Guesses)]
public sealed class SignInCodeModel(SignInSteps steps, IStringLocalizer<SharedTexts> texts) : PageModel
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public async Task<IActionResult> OnGetAsync() => await steps.IsCodeAskedAsync() ? Page() : First();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await steps.IsCodeAskedAsync())
        {
            return First();
        }

        if (ModelState.IsValid && await steps.TryCodeAsync(Input.Code!, cancellationToken))
        {
            return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/");
        }

        if (ModelState.IsValid)
        {
            ModelState.AddModelError("Input.Code", texts["SecondFactor_Wrong"]);
        }

        return Page();
    }

    private RedirectToPageResult First() => RedirectToPage("/SignIn", new { ReturnUrl });

    public sealed class InputModel
    {
        [Required(ErrorMessage = "SecondFactor_Required")]
        [StringLength(40, ErrorMessage = "Text_TooLong")]
        public string? Code { get; set; }
    }
}
