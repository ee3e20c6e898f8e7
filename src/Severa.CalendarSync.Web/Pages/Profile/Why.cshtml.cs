using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Severa.CalendarSync.Web.Profile;

namespace Severa.CalendarSync.Web.Pages.Profile;

/// <summary>P2: why something of one's own is, or is not, in sync.</summary>
public sealed class WhyModel(WhyFinder finder) : PageModel
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
}
