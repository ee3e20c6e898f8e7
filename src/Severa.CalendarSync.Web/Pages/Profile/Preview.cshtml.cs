using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Profile;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages.Profile;

/// <summary>P2: the very plan a run would carry out now in one's own calendars. Nothing is changed.</summary>
[EnableRateLimiting(RequestLimits.Work)]
public sealed class PreviewModel(OwnMailbox own, SyncRunner runner) : PageModel
{
    public OwnSync Sync { get; private set; } = null!;

    /// <summary>Null before it was asked for, and while a run is going on.</summary>
    public PreviewView? Preview { get; private set; }

    public bool IsBusy { get; private set; }

    public int? ErrorNumber { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => Sync = await own.ReadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Sync = await own.ReadAsync(cancellationToken);
        if (!Sync.MayPreview)
        {
            return Page();
        }

        try
        {
            var plan = await runner.PreviewAsync(Sync.Mailbox!.Id, cancellationToken);
            Preview = plan is null ? null : PreviewView.Of(plan);
            IsBusy = plan is null;
        }
        catch (SideException problem)
        {
            ErrorNumber = problem.Number;
        }

        return Page();
    }
}
