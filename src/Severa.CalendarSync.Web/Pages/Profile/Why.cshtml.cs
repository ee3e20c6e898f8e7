using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Profile;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages.Profile;

/// <summary>P2: why something of one's own is, or is not, in sync.</summary>
[EnableRateLimiting(RequestLimits.Work)]
public sealed class WhyModel(WhyFinder finder, OwnLinks links, IStringLocalizer<ProfileTexts> texts) : PageModel
{
    private const int LongestText = 200;

    /// <summary>A part of the title. Sent by POST: titles do not belong into addresses, which proxies log.</summary>
    [BindProperty]
    public string? Text { get; set; }

    /// <summary>Null before anything was asked.</summary>
    public IReadOnlyList<WhyView>? Found { get; private set; }

    public void OnGet()
    {
    }

    public async Task OnPostAsync(CancellationToken cancellationToken)
    {
        if (Text?.Trim() is { Length: > 0 and <= LongestText } text)
        {
            Found = await finder.SearchAsync(text, cancellationToken);
        }
    }

    /// <summary>What was dismissed, or kept alone, gets its other half again.</summary>
    public async Task<IActionResult> OnPostBringBackAsync(Guid link, CancellationToken cancellationToken)
    {
        this.Say(texts[await links.BringBackAsync(link, cancellationToken) ? "BroughtBack" : "Undo_Impossible"]);
        return RedirectToPage();
    }
}
