using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data.Codes;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages;

/// <summary>The first account of an empty database. Once one has existed, there is no such page.</summary>
[EnableRateLimiting(RequestLimits.Guesses)]
public sealed class SetUpModel(
    FirstAccount firstAccount, OneTimeCodes codes, SignInManager<Account> signIn, IStringLocalizer<SharedTexts> texts) : PageModel
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await firstAccount.IsPossibleAsync(cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await firstAccount.IsPossibleAsync(cancellationToken))
        {
            return NotFound();
        }

        if (!ModelState.IsValid || !IsGoodPassword() || !await IsRightCodeAsync(cancellationToken))
        {
            return Page();
        }

        if (await firstAccount.CreateAsync(Input.Organization!, Input.ToAccount(), cancellationToken) is not var (result, account))
        {
            return NotFound();
        }

        if (!result.Succeeded)
        {
            ModelState.AddModelError("Input.Email", texts["Email_Invalid"]);
            return Page();
        }

        await signIn.SignInAsync(account, isPersistent: false);
        return LocalRedirect("/settings/exchange");
    }

    /// <summary>Judged before the code, which works only once.</summary>
    private bool IsGoodPassword()
    {
        if (PasswordRules.Problem(Input.Password!, Input.Name!, Input.Email!) is { } problem)
        {
            ModelState.AddModelError("Input.Password", texts[problem]);
        }

        return ModelState.IsValid;
    }

    private async Task<bool> IsRightCodeAsync(CancellationToken cancellationToken)
    {
        var verdict = await codes.VerifyAsync(OneTimeCodePurpose.SetUp, accountId: null, Input.Code!, cancellationToken);
        if (!verdict.IsAccepted)
        {
            ModelState.AddModelError("Input.Code", verdict.TriesLeft > 0 ? texts["SetUpCode_Wrong", verdict.TriesLeft] : texts["SetUpCode_Void"]);
        }

        return verdict.IsAccepted;
    }

    public sealed class InputModel
    {
        [Required(ErrorMessage = "SetUpCode_Required")]
        [StringLength(200, ErrorMessage = "Text_TooLong")]
        public string? Code { get; set; }

        [Required(ErrorMessage = "Organization_Required")]
        [StringLength(200, ErrorMessage = "Text_TooLong")]
        public string? Organization { get; set; }

        [Required(ErrorMessage = "Name_Required")]
        [StringLength(200, ErrorMessage = "Text_TooLong")]
        public string? Name { get; set; }

        [Required(ErrorMessage = "Email_Required")]
        [EmailAddress(ErrorMessage = "Email_Invalid")]
        [StringLength(256, ErrorMessage = "Text_TooLong")]
        public string? Email { get; set; }

        [Required(ErrorMessage = "Password_Required")]
        [StringLength(256, ErrorMessage = "Text_TooLong")]
        public string? Password { get; set; }

        internal NewAccount ToAccount() => new(Name!, Email!, [Roles.Administrator, Roles.Operator])
        {
            Password = Password,
            Language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
        };
    }
}
