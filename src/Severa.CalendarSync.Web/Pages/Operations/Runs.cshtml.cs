using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Web.Operations;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Pages.Operations;

/// <summary>P9: runs of all mailboxes, by outcome, error or mailbox.</summary>
public sealed class RunsModel(RunList runs) : PageModel
{
    /// <summary>Those that are kept: a preview leaves no report.</summary>
    public static readonly IReadOnlyList<RunOutcome> Outcomes = [.. Enum.GetValues<RunOutcome>().Except([RunOutcome.Previewed])];

    [BindProperty(SupportsGet = true)]
    public RunOutcome? Outcome { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Error { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Mailbox { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public PageOf<RunLine> Rows { get; private set; } = PageOf<RunLine>.Empty;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (ModelState.IsValid)
        {
            Rows = await runs.PageAsync(new RunSearch(Outcome, Error, Mailbox), Number, cancellationToken);
        }
    }
}
