using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.SecondFactor;
using Severa.CalendarSync.Web.Security.Sessions;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages.Profile;

/// <summary>P2: one's own second factor. Recovery codes are shown once, right after they were made.</summary>
[Confirmed]
[BeforeEnrolment]
[EnableRateLimiting(RequestLimits.Guesses)]
public sealed class SecondFactorModel(
    UserManager<Account> accounts, SessionRenewal renewal, SecondFactorSetup setup, IStringLocalizer<SharedTexts> texts) : PageModel
{
    private const string Shown = "RecoveryCodes";

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public bool IsOn { get; private set; }

    /// <summary>The role of the reader demands it, and he has none yet.</summary>
    public bool IsDemanded { get; private set; }

    /// <summary>The key to scan, while it is being set up.</summary>
    public AuthenticatorKey? Key { get; private set; }

    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    public int CodesLeft { get; private set; }

    public async Task OnGetAsync()
    {
        await LoadAsync(await AccountAsync());
        RecoveryCodes = (TempData[Shown] as string)?.Split(' ') ?? [];
    }

    public async Task<IActionResult> OnPostStartAsync(CancellationToken cancellationToken)
    {
        var account = await AccountAsync();
        await setup.StartAsync(account);
        return await AgainAsync(account, cancellationToken);
    }

    public async Task<IActionResult> OnPostOnAsync(CancellationToken cancellationToken)
    {
        var account = await AccountAsync();
        if (ModelState.IsValid && await setup.TurnOnAsync(account, Input.Code!, cancellationToken) is { } codes)
        {
            this.Say(texts["SecondFactor_TurnedOn"]);
            return await ShowAsync(account, codes, cancellationToken);
        }

        if (ModelState.IsValid)
        {
            ModelState.AddModelError("Input.Code", texts["SecondFactor_WrongHere"]);
        }

        await LoadAsync(account);
        return Page();
    }

    public async Task<IActionResult> OnPostCodesAsync(CancellationToken cancellationToken)
    {
        var account = await AccountAsync();
        return await setup.RenewCodesAsync(account, cancellationToken) is { } codes ? await ShowAsync(account, codes, cancellationToken) : RedirectToPage();
    }

    public async Task<IActionResult> OnPostOffAsync(CancellationToken cancellationToken)
    {
        var account = await AccountAsync();
        await setup.TurnOffAsync(account, cancellationToken);
        this.Say(texts["SecondFactor_TurnedOff"]);
        return await AgainAsync(account, cancellationToken);
    }

    private async Task<Account> AccountAsync() => (await accounts.GetUserAsync(User))!;

    private async Task<IActionResult> ShowAsync(Account account, IReadOnlyList<string> codes, CancellationToken cancellationToken)
    {
        TempData[Shown] = string.Join(' ', codes);
        return await AgainAsync(account, cancellationToken);
    }

    /// <summary>This session goes on; the others ended.</summary>
    private async Task<IActionResult> AgainAsync(Account account, CancellationToken cancellationToken)
    {
        await renewal.GoOnAsync(account, cancellationToken);
        return RedirectToPage();
    }

    private async Task LoadAsync(Account account)
    {
        IsOn = account.TwoFactorEnabled;
        IsDemanded = await EnrolmentFirst.IsWaitingAsync(HttpContext);
        Key = IsOn ? null : await AuthenticatorKey.OfAsync(account, accounts);
        CodesLeft = IsOn ? await accounts.CountRecoveryCodesAsync(account) : 0;
    }

    public sealed class InputModel
    {
        [Required(ErrorMessage = "SecondFactor_Required")]
        [StringLength(40, ErrorMessage = "Text_TooLong")]
        public string? Code { get; set; }
    }
}
