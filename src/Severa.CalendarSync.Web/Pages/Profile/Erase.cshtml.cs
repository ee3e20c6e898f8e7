using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data.Erasure;
using Severa.CalendarSync.Web.OwnData;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages.Profile;

/// <summary>P2: "Erase my sync data". Says first what goes and what stays; a form that names another account is refused.</summary>
[Confirmed]
[EnableRateLimiting(RequestLimits.Work)]
public sealed class EraseModel(OwnErasure erasure, Reader reader, IStringLocalizer<OwnDataTexts> texts) : PageModel
{
    /// <summary>The account the form was made for.</summary>
    [BindProperty]
    public Guid Account { get; set; }

    public ErasureNumbers Numbers { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) => Numbers = await erasure.CountAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Account != reader.Id)
        {
            return Forbid();
        }

        await erasure.EraseAsync(cancellationToken);
        this.Say(texts["Erased"]);
        return RedirectToPage("/Profile/Index", pageHandler: null, fragment: "data");
    }
}
