using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.SecondFactor;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages;

/// <summary>Before pages that need more than an open browser (<see cref="ConfirmedAttribute"/>).</summary>
[BeforeEnrolment]
[EnableRateLimiting(RequestLimits.Guesses)]
public sealed class ConfirmModel(Confirmation confirmation, IStringLocalizer<SharedTexts> texts) : PageModel
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (ModelState.IsValid && await confirmation.TryAsync(Input.Password!, cancellationToken))
        {
            return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/");
        }

        if (ModelState.IsValid)
        {
            ModelState.AddModelError("Input.Password", texts["Password_CurrentWrong"]);
        }

        return Page();
    }

    public sealed class InputModel
    {
        [Required(ErrorMessage = "Password_Required")]
        [StringLength(256, ErrorMessage = "Text_TooLong")]
        public string? Password { get; set; }
    }
}
