using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Profile;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages.Profile;

/// <summary>P2: runs that did something or failed; a whole run can be undone, after the page has said how much that is (R25).</summary>
[EnableRateLimiting(RequestLimits.Work)]
public sealed class RunsModel(HistoryReader history, OwnUndo undo, IStringLocalizer<ProfileTexts> texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public PageOf<RunLine> Rows { get; private set; } = PageOf<RunLine>.Empty;

    /// <summary>How many writes of a run can be undone.</summary>
    public IReadOnlyDictionary<Guid, int> Undoable { get; private set; } = new Dictionary<Guid, int>();

    /// <summary>The run the page asks about.</summary>
    public RunLine? Asked { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Rows = await history.RunsAsync(Number, cancellationToken);
        Undoable = await history.UndoableByRunAsync(Rows.Items, cancellationToken);
    }

    public async Task OnPostAskAsync(Guid run, CancellationToken cancellationToken)
    {
        await OnGetAsync(cancellationToken);
        Asked = Rows.Items.FirstOrDefault(r => r.RunId == run && Undoable.ContainsKey(run));
    }

    public async Task<IActionResult> OnPostUndoAsync(Guid run, CancellationToken cancellationToken)
    {
        var count = await undo.UndoRunAsync(run, cancellationToken);
        this.Say(count > 0 ? texts["Undo_RunAsked", count] : texts["Undo_Impossible"]);
        return RedirectToPage(new { p = Number });
    }
}
