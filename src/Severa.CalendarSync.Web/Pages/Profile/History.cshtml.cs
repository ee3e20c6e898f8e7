using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Profile;

namespace Severa.CalendarSync.Web.Pages.Profile;

/// <summary>P2: what was done in one's own calendars, and why.</summary>
public sealed class HistoryModel(HistoryReader history) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public PageOf<HistoryRow> Rows { get; private set; } = new([], 1, 1);

    public async Task OnGetAsync(CancellationToken cancellationToken) => Rows = await history.ActionsAsync(Number, cancellationToken);
}
