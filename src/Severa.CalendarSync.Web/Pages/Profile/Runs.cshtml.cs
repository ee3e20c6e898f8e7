using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Severa.CalendarSync.Web.Profile;

namespace Severa.CalendarSync.Web.Pages.Profile;

/// <summary>P2: the runs of one's own mailbox that did something or failed.</summary>
public sealed class RunsModel(HistoryReader history) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public PageOf<RunView> Rows { get; private set; } = new([], 1, 1);

    public async Task OnGetAsync(CancellationToken cancellationToken) => Rows = await history.RunsAsync(Number, cancellationToken);
}
