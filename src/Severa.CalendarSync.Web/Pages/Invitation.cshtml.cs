using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.Provider;
using Severa.CalendarSync.Web.Security.SecondFactor;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages;

/// <summary>The owner of an account chooses his password, with a link that works once.</summary>
[EnableRateLimiting(RequestLimits.Guesses)]
public sealed class InvitationModel(InvitationAcceptance acceptance, ProviderVisit visit, IStringLocalizer<SharedTexts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public string? Email { get; private set; }

    public bool IsForSomebody => Email is not null;

    public string? Provider => visit.IsPossible ? visit.Name : null;

    /// <summary>Who came back from the provider, to be asked whether it is he.</summary>
    public ProviderIdentity? Found { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Email = (await acceptance.FindAsync(Code, cancellationToken))?.Email;

    public async Task<IActionResult> OnGetProviderAsync(CancellationToken cancellationToken) =>
        visit.IsPossible ? await visit.GoAsync(ProviderPurpose.Invitation, Url.Page("/Invitation", "ProviderBack", new { Code })!, cancellationToken) : NotFound();

    public async Task<IActionResult> OnGetProviderBackAsync(CancellationToken cancellationToken)
    {
        if (!visit.IsPossible)
        {
            return NotFound();
        }

        await OnGetAsync(cancellationToken);
        Found = await visit.FindAsync(ProviderPurpose.Invitation);
        return Page();
    }

    public async Task<IActionResult> OnPostProviderAsync(CancellationToken cancellationToken)
    {
        if (!visit.IsPossible)
        {
            return NotFound();
        }

        if (await acceptance.FindAsync(Code, cancellationToken) is not { } account || await visit.FindAsync(ProviderPurpose.Invitation) is not { } identity)
        {
            return RedirectToPage(new { Code });
        }

        await visit.EndAsync();
        var step = await acceptance.AcceptAsync(account, Code, identity, cancellationToken);
        if (step != SignInStep.Refused)
        {
            return Next(step);
        }

        ModelState.Clear();
        ModelState.AddModelError("", texts["Provider_Taken"]);
        await OnGetAsync(cancellationToken);
        return Page();
    }

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

        var step = await acceptance.AcceptAsync(account, Code, Input.Password!, cancellationToken);
        if (step != SignInStep.Refused)
        {
            return Next(step);
        }

        Email = null;
        return Page();
    }

    private IActionResult Next(SignInStep step) =>
        step == SignInStep.CodeAsked ? RedirectToPage("/SignInCode", new { ReturnUrl = "/profile" }) : LocalRedirect("/profile");

    public sealed class InputModel
    {
        [Required(ErrorMessage = "Password_Required")]
        [StringLength(256, ErrorMessage = "Text_TooLong")]
        public string? Password { get; set; }

        [Compare(nameof(Password), ErrorMessage = "Password_Different")]
        public string? Again { get; set; }
    }
}
