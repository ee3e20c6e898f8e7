using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.Provider;
using Severa.CalendarSync.Web.Security.SecondFactor;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages;

/// <summary>P1.</summary>
[EnableRateLimiting(RequestLimits.Guesses)]
public sealed class SignInModel(PasswordSignIn signIn, ProviderVisit visit, SyncDbContext db, IStringLocalizer<SharedTexts> texts) : PageModel
{
    internal const string FailedAtProvider = "failed";
    internal const string UnknownAtProvider = "unknown";
    internal const string LeftHereOnly = "left";

    [BindProperty]
    public InputModel Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>What came of going to the provider: one of the words below.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Provider { get; set; }

    public string? ProviderName => visit.IsPossible ? visit.Name : null;

    /// <summary>The text for <see cref="Provider"/>; null where there is nothing to tell.</summary>
    public string? ProviderText => ProviderName is not null && Provider is FailedAtProvider or UnknownAtProvider or LeftHereOnly ? $"Provider_{Provider}" : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (User.Identity?.IsAuthenticated == true)
        {
            if (ProviderName is { } name && Provider == FailedAtProvider)
            {
                this.Say(texts["Provider_Failed", name]);
            }

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
