using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Profile;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages.Profile;

/// <summary>P2: the very plan a run would carry out now in one's own calendars. Nothing is changed.</summary>
[EnableRateLimiting(RequestLimits.Work)]
public sealed class PreviewModel(OwnMailbox own, SyncRunner runner, OwnPlan plans, IStringLocalizer<ProfileTexts> texts) : PageModel
{
    private const int LongestFingerprint = 60;

    public OwnSync Sync { get; private set; } = null!;

    /// <summary>Null before it was asked for, while a run is going on, and where it was stopped.</summary>
    public PreviewView? Preview { get; private set; }

    public bool IsBusy { get; private set; }

    public int? ErrorNumber { get; private set; }

    /// <summary>When the connection that failed is used again; null where it can be used.</summary>
    public DateTime? NextTryAt { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => Sync = await own.ReadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Sync = await own.ReadAsync(cancellationToken);
        if (!Sync.MayPreview)
        {
            return Page();
        }

        if (Sync.IsConnectionWaiting)
        {
            (ErrorNumber, NextTryAt) = (Sync.Connection!.Number, Sync.Connection.Until);
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
        catch (LeaseLostException)
        {
            // Paused or switched over meanwhile.
            IsBusy = true;
        }

        return Page();
    }

    /// <summary>Does what was shown, and nothing else; switches on with it where the sync is off.</summary>
    public Task<IActionResult> OnPostAgreeAsync(string? plan, CancellationToken cancellationToken) =>
        plan is { Length: > 0 and <= LongestFingerprint } ? AgreeAsync(plan, "Plan_Agreed", cancellationToken) : OnPostAsync(cancellationToken);

    /// <summary>The calendars have moved since: ordinary runs go on.</summary>
    public Task<IActionResult> OnPostGoOnAsync(CancellationToken cancellationToken) => AgreeAsync(null, "Plan_GoesOn", cancellationToken);

    private async Task<IActionResult> AgreeAsync(string? plan, string saying, CancellationToken cancellationToken)
    {
        Sync = await own.ReadAsync(cancellationToken);
        try
        {
            await plans.AgreeAsync(plan, switchOn: !Sync.IsOn, cancellationToken);
            this.Say(texts[saying]);
        }
        catch (SwitchRefusedException refusal)
        {
            this.KeepRefusal(refusal.Number);
        }

        return RedirectToPage("/Profile/Index", pageHandler: null, fragment: "sync");
    }
}
