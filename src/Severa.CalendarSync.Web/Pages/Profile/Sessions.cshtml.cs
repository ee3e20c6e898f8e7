using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.Sessions;

namespace Severa.CalendarSync.Web.Pages.Profile;

/// <summary>P2: where the reader is signed in. He ends one, or all but this; a session of anybody else is not found.</summary>
[Confirmed]
public sealed class SessionsModel(OwnSessions sessions, IStringLocalizer<SharedTexts> texts) : PageModel
{
    public IReadOnlyList<AccountSession> All { get; private set; } = [];

    public int Others => All.Count - 1;

    public async Task OnGetAsync(CancellationToken cancellationToken) => All = await sessions.ListAsync(cancellationToken);

    public bool IsThis(AccountSession session) => session.Id == sessions.Current.Id;

    public async Task<IActionResult> OnPostEndAsync(string? session, CancellationToken cancellationToken)
    {
        if (session is null || !await sessions.EndAsync(session, cancellationToken))
        {
            return NotFound();
        }

        this.Say(texts["Sessions_Ended"]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostEndOthersAsync(CancellationToken cancellationToken)
    {
        this.Say(texts["Sessions_OthersEnded", await sessions.EndOthersAsync(cancellationToken)]);
        return RedirectToPage();
    }
}
