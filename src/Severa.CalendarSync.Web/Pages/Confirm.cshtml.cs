using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.Provider;
using Severa.CalendarSync.Web.Security.SecondFactor;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages;

/// <summary>Before pages that need more than an open browser (<see cref="ConfirmedAttribute"/>).</summary>
[BeforeEnrolment]
[EnableRateLimiting(RequestLimits.Guesses)]
public sealed class ConfirmModel(Confirmation confirmation, ProviderConfirmation provider, ProviderVisit visit, IStringLocalizer<SharedTexts> texts) : PageModel
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public bool HasPassword { get; private set; }

    /// <summary>The provider, where the reader can confirm there; null otherwise.</summary>
    public string? Provider { get; private set; }

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnGetProviderAsync(CancellationToken cancellationToken) =>
        visit.IsPossible ? await visit.GoAsync(ProviderPurpose.Confirm, Url.Page("/Confirm", "ProviderBack", new { ReturnUrl })!, cancellationToken) : NotFound();

    public async Task<IActionResult> OnGetProviderBackAsync(CancellationToken cancellationToken)
    {
        if (!visit.IsPossible)
        {
            return NotFound();
        }

        if (await provider.TryAsync(cancellationToken))
        {
            return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/");
        }

        ModelState.AddModelError("", texts["Provider_NotConfirmed"]);
        await LoadAsync();
        return Page();
    }

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

        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync()
    {
        var ways = await provider.WaysAsync();
        HasPassword = ways.Password;
        Provider = ways.Provider ? visit.Name : null;
    }

    public sealed class InputModel
    {
        [Required(ErrorMessage = "Password_Required")]
        [StringLength(256, ErrorMessage = "Text_TooLong")]
        public string? Password { get; set; }
    }
}
