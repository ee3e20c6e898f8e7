using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Profile;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages.Profile;

/// <summary>On, off and "Sync now", for the account that is signed in; a form that names another one is refused.</summary>
[EnableRateLimiting(RequestLimits.Work)]
public sealed class SwitchModel(OwnSwitch sync, Reader reader, IStringLocalizer<ProfileTexts> texts) : PageModel
{
    /// <summary>The account the form was made for.</summary>
    [BindProperty]
    public Guid Account { get; set; }

    public IActionResult OnGet() => ToProfile();

    public Task<IActionResult> OnPostOnAsync(CancellationToken cancellationToken) =>
        DoAsync(() => sync.EnableAsync(Account, cancellationToken), "SwitchedOn");

    public Task<IActionResult> OnPostOffAsync(CancellationToken cancellationToken) =>
        DoAsync(() => sync.DisableAsync(Account, cancellationToken), "SwitchedOff");

    /// <summary>Off, and the copies this service made go (R12).</summary>
    public Task<IActionResult> OnPostOffRemoveAsync(CancellationToken cancellationToken) => DoAsync(
        async () => this.Say(texts["SwitchedOff_Removing", await sync.DisableAndRemoveAsync(Account, cancellationToken)]), saying: null);

    public Task<IActionResult> OnPostRunAsync(CancellationToken cancellationToken) =>
        DoAsync(() => sync.RunAsync(Account, cancellationToken), saying: null);

    private async Task<IActionResult> DoAsync(Func<Task> work, string? saying)
    {
        if (Account != reader.Id)
        {
            return Forbid();
        }

        try
        {
            await work();
            if (saying is not null)
            {
                this.Say(texts[saying]);
            }
        }
        catch (SwitchRefusedException refusal)
        {
            this.KeepRefusal(refusal.Number);
        }

        return ToProfile();
    }

    private RedirectToPageResult ToProfile() => RedirectToPage("/Profile/Index", pageHandler: null, fragment: "sync");
}
