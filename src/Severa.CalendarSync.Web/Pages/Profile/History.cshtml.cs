using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Profile;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages.Profile;

/// <summary>P2: what was done in one's own calendars, and why; each write can be undone (R25).</summary>
[EnableRateLimiting(RequestLimits.Work)]
public sealed class HistoryModel(HistoryReader history, OwnUndo undo, IStringLocalizer<ProfileTexts> texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>Only possible twins (R16).</summary>
    [BindProperty(SupportsGet = true)]
    public bool Twins { get; set; }

    public PageOf<HistoryRow> Rows { get; private set; } = PageOf<HistoryRow>.Empty;

    /// <summary>Lines that can be undone.</summary>
    public IReadOnlySet<long> Undoable { get; private set; } = new HashSet<long>();

    /// <summary>Lines that were asked to be undone.</summary>
    public IReadOnlyDictionary<long, UndoRow> Asked { get; private set; } = new Dictionary<long, UndoRow>();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Rows = await history.ActionsAsync(Number, Twins ? Reason.PossibleTwin : null, cancellationToken);
        (Undoable, Asked) = await history.UndosAsync(Rows.Items, cancellationToken);
    }

    public async Task<IActionResult> OnPostUndoAsync(long id, CancellationToken cancellationToken)
    {
        this.Say(texts[await undo.UndoAsync(id, cancellationToken) > 0 ? "Undo_Asked" : "Undo_Impossible"]);
        return RedirectToPage(new { p = Number, twins = Twins });
    }
}
