using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Profile;
using Severa.CalendarSync.Web.Security.Sessions;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages.Profile;

/// <summary>Puts a code into one's own Outlook calendar, and takes it back (R23).</summary>
[EnableRateLimiting(RequestLimits.Work)]
public sealed class ProofModel(ProofSteps proof, IStringLocalizer<ProfileTexts> texts) : PageModel
{
    private const int LongestCode = 40;

    [BindProperty]
    public string? Code { get; set; }

    public IActionResult OnGet() => ToProfile();

    public async Task<IActionResult> OnPostSendAsync(CancellationToken cancellationToken) => Told(await proof.SendCodeAsync(cancellationToken));

    public async Task<IActionResult> OnPostCheckAsync(CancellationToken cancellationToken)
    {
        var typed = Code?.Trim() ?? "";
        return typed.Length is 0 or > LongestCode ? ToProfile() : Told(await proof.ProveAsync(typed, cancellationToken));
    }

    public async Task<IActionResult> OnPostProviderAsync(CancellationToken cancellationToken) =>
        Told(await proof.ProveByProviderAsync(await SessionOrigin.OfAsync(HttpContext), cancellationToken));

    private RedirectToPageResult Told(ProofResult result)
    {
        if (result.Outcome == ProofOutcome.Proved)
        {
            this.Say(texts["Proved"]);
        }
        else
        {
            this.KeepProof(result);
        }

        return ToProfile();
    }

    private RedirectToPageResult ToProfile() => RedirectToPage("/Profile/Index", pageHandler: null, fragment: "sync");
}
