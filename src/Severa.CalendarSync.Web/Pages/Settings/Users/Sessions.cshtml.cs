using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.Sessions;

namespace Severa.CalendarSync.Web.Pages.Settings.Users;

/// <summary>P6: everybody's sessions end, but this one. Says first how many those are.</summary>
[Confirmed]
public sealed class SessionsModel(EverybodysSessions sessions, IStringLocalizer<SharedTexts> texts) : PageModel
{
    public int Others { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => Others = await sessions.CountOthersAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        this.Say(texts["Sessions_OthersEnded", await sessions.EndOthersAsync(cancellationToken)]);
        return RedirectToPage("Index");
    }
}
