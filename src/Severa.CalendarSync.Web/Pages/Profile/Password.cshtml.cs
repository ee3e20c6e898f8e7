using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.Sessions;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages.Profile;

/// <summary>One's own password. Every other session of the account ends.</summary>
[EnableRateLimiting(RequestLimits.Guesses)]
public sealed class PasswordModel(
    UserManager<Account> accounts, SignInManager<Account> signIn, SessionRenewal renewal, Audit audit, IStringLocalizer<SharedTexts> texts) : PageModel
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var account = (await accounts.GetUserAsync(User))!;
        if (ModelState.IsValid && PasswordRules.Problem(Input.Password!, account.DisplayName, account.Email!) is { } problem)
        {
            ModelState.AddModelError("Input.Password", texts[problem]);
        }

        // Counts wrong ones as the sign-in does: an open browser is no place to guess either.
        if (!ModelState.IsValid || !(await signIn.CheckPasswordSignInAsync(account, Input.Current!, lockoutOnFailure: true)).Succeeded)
        {
            if (ModelState.IsValid)
            {
                ModelState.AddModelError("Input.Current", texts["Password_CurrentWrong"]);
            }

            return Page();
        }

        audit.Add(AuditAction.PasswordChanged, account.Id);
        await accounts.ChangePasswordAsync(account, Input.Current!, Input.Password!);
        await renewal.GoOnAsync(account, cancellationToken);
        this.Say(texts["Password_Changed"]);
        return LocalRedirect("/profile");
    }

    public sealed class InputModel
    {
        [Required(ErrorMessage = "Password_Required")]
        [StringLength(256, ErrorMessage = "Text_TooLong")]
        public string? Current { get; set; }

        [Required(ErrorMessage = "Password_Required")]
        [StringLength(256, ErrorMessage = "Text_TooLong")]
        public string? Password { get; set; }

        [Compare(nameof(Password), ErrorMessage = "Password_Different")]
        public string? Again { get; set; }
    }
}
