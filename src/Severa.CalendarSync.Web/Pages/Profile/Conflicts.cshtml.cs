using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Profile;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages.Profile;

/// <summary>P2: what was changed on both sides, with both values; the one that lost can be restored (R9).</summary>
[EnableRateLimiting(RequestLimits.Work)]
public sealed class ConflictsModel(HistoryReader history, OwnUndo undo, IStringLocalizer<ProfileTexts> texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public PageOf<ConflictRow> Rows { get; private set; } = PageOf<ConflictRow>.Empty;

    /// <summary>Conflicts whose lost value can be restored.</summary>
    public IReadOnlySet<long> Restorable { get; private set; } = new HashSet<long>();

    /// <summary>Conflicts whose lost value was asked for.</summary>
    public IReadOnlyDictionary<long, UndoRow> Asked { get; private set; } = new Dictionary<long, UndoRow>();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Rows = await history.ConflictsAsync(Number, cancellationToken);
        (Restorable, Asked) = await history.RestoresAsync(Rows.Items, cancellationToken);
    }

    public async Task<IActionResult> OnPostRestoreAsync(long id, CancellationToken cancellationToken)
    {
        this.Say(texts[await undo.RestoreAsync(id, cancellationToken) > 0 ? "Restore_Asked" : "Undo_Impossible"]);
        return RedirectToPage(new { p = Number });
    }
}
