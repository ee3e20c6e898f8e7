using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Profile;

namespace Severa.CalendarSync.Web.Pages.Profile;

/// <summary>P2: what the brake holds in one's own mailbox. Choosing shows first what will be deleted; deciding does it.</summary>
public sealed class HeldModel(HeldDeletions held, IStringLocalizer<ProfileTexts> texts) : PageModel
{
    /// <summary>The pairs chosen.</summary>
    [BindProperty]
    public IList<Guid> Links { get; set; } = [];

    public IReadOnlyList<HeldView> All { get; private set; } = [];

    /// <summary>Those that wait for a decision.</summary>
    public IReadOnlyList<HeldView> Open => [.. All.Where(h => h.Decision == LinkDecision.None)];

    /// <summary>The chosen ones, while the page asks whether they shall be deleted.</summary>
    public IReadOnlyList<HeldView> Asked { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => All = await held.ListAsync(cancellationToken);

    /// <summary>Says how many will be deleted where, before anything is.</summary>
    public async Task OnPostAskAsync(CancellationToken cancellationToken)
    {
        All = await held.ListAsync(cancellationToken);
        Asked = [.. Open.Where(h => Links.Contains(h.LinkId))];
        if (Asked.Count == 0)
        {
            ModelState.AddModelError("", texts["Held_NoneChosen"]);
        }
    }

    public Task<IActionResult> OnPostReleaseAsync(CancellationToken cancellationToken) => DecideAsync(LinkDecision.Release, "Held_Released", cancellationToken);

    public async Task<IActionResult> OnPostDiscardAsync(CancellationToken cancellationToken)
    {
        if (Links.Count > 0)
        {
            return await DecideAsync(LinkDecision.Discard, "Held_Discarded", cancellationToken);
        }

        await OnPostAskAsync(cancellationToken);
        return Page();
    }

    public int CountOf(Side target) => Asked.Count(h => h.Target == target && !h.IsNewTime);

    private async Task<IActionResult> DecideAsync(LinkDecision decision, string saying, CancellationToken cancellationToken)
    {
        var decided = await held.DecideAsync([.. Links], decision, cancellationToken);
        this.Say(texts[saying, decided]);
        return RedirectToPage();
    }
}
