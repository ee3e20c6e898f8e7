using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Overview;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Pages.Overview;

/// <summary>P7, the administrator's home: mailboxes at a glance, held deletions as counts, and the decision about them.</summary>
public sealed class IndexModel(OverviewReader reader, OverviewDecisions decisions, IStringLocalizer<IndexModel> texts) : PageModel
{
    public OverviewView View { get; private set; } = null!;

    /// <summary>The person whose held deletions the page asks about.</summary>
    public IReadOnlyList<HeldCount> Asked { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => View = await reader.ReadAsync(cancellationToken);

    /// <summary>Says how many will be deleted where, before anything is.</summary>
    public async Task OnPostAskAsync(Guid mailbox, CancellationToken cancellationToken)
    {
        await OnGetAsync(cancellationToken);
        Asked = [.. View.Held.Where(h => h.MailboxId == mailbox)];
    }

    public Task<IActionResult> OnPostReleaseAsync(Guid mailbox, string? list, CancellationToken cancellationToken) =>
        DecideAsync(mailbox, list, LinkDecision.Release, "Released", cancellationToken);

    public Task<IActionResult> OnPostDiscardAsync(Guid mailbox, string? list, CancellationToken cancellationToken) =>
        DecideAsync(mailbox, list, LinkDecision.Discard, "Discarded", cancellationToken);

    public async Task<IActionResult> OnPostGoOnAsync(CancellationToken cancellationToken)
    {
        await decisions.LetDeletionsGoOnAsync(cancellationToken);
        this.Say(texts["GoesOn"]);
        return RedirectToPage();
    }

    private async Task<IActionResult> DecideAsync(Guid mailbox, string? list, LinkDecision decision, string saying, CancellationToken cancellationToken)
    {
        this.Say(await decisions.DecideAsync(mailbox, list ?? "", decision, cancellationToken) is { } count ? texts[saying, count] : texts["ListMoved"]);
        return RedirectToPage();
    }
}
