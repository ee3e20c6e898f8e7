using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Settings;

namespace Severa.CalendarSync.Web.Pages.Settings;

/// <summary>P5.</summary>
public sealed class SynchronizationModel(SyncDbContext db, SynchronizationEditor editor, IStringLocalizer<SynchronizationModel> texts) : PageModel
{
    [BindProperty]
    public SynchronizationInput Input { get; set; } = new();

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Input = SynchronizationInput.Of(await db.Organizations.AsNoTracking().SingleAsync(cancellationToken));

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Input.IsWindowTooLong)
        {
            ModelState.AddModelError("Input.DaysAhead", texts["Window_TooLong", SynchronizationInput.LongestWindow]);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (!await editor.SaveAsync(Input, cancellationToken))
        {
            ModelState.AddModelError("", texts["ChangedMeanwhile"]);
            return Page();
        }

        this.Say(texts[Input.IsAddOnOn ? "Saved" : "Saved_Off"]);
        return Redirect("/settings/synchronization");
    }
}
