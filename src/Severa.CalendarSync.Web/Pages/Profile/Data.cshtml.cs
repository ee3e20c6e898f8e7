using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Severa.CalendarSync.Web.OwnData;
using Severa.CalendarSync.Web.Profile;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages.Profile;

/// <summary>P2: "Download my data". By POST, so that it is counted and no link of another site asks for it.</summary>
[EnableRateLimiting(RequestLimits.Work)]
public sealed class DataModel(OwnDataDownload download, OwnMailbox own) : PageModel
{
    /// <summary>The mailbox is proved, so what is remembered of it is in the file (R23).</summary>
    public bool IsProved { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => IsProved = await own.FindProvedAsync(cancellationToken) is not null;

    public async Task<IActionResult> OnPostDownloadAsync(CancellationToken cancellationToken) =>
        File(await download.MakeAsync(cancellationToken), OwnDataZip.ContentType, download.FileName);
}
