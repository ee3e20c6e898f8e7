using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.Provider;
using Severa.CalendarSync.Web.Security.Sessions;

namespace Severa.CalendarSync.Web.Pages.Profile;

/// <summary>
/// P2: signing in with the organisation's provider from now on. What came back from there is shown before it is linked: somebody
/// else may be signed in there in this browser.
/// </summary>
[Confirmed]
public sealed class ProviderModel(
    UserManager<Account> accounts, SessionRenewal renewal, ProviderVisit visit, ProviderLogins logins, IStringLocalizer<SharedTexts> texts) : PageModel
{
    public string Provider => visit.Name;

    public bool IsLinked { get; private set; }

    public bool HasPassword { get; private set; }

    /// <summary>Who came back from the provider.</summary>
    public ProviderIdentity? Found { get; private set; }

    public async Task<IActionResult> OnGetAsync() => visit.IsPossible ? await ShowAsync() : NotFound();

    public async Task<IActionResult> OnGetGoAsync(CancellationToken cancellationToken) =>
        visit.IsPossible ? await visit.GoAsync(ProviderPurpose.Link, "/profile/provider", cancellationToken) : NotFound();

    public async Task<IActionResult> OnPostLinkAsync(CancellationToken cancellationToken)
    {
        if (!visit.IsPossible)
        {
            return NotFound();
        }

        if (await visit.FindAsync(ProviderPurpose.Link) is not { } identity)
        {
            return RedirectToPage();
        }

        await visit.EndAsync();
        var account = await AccountAsync();
        if (await logins.LinkAsync(account, identity, cancellationToken))
        {
            await renewal.GoOnAsync(account, cancellationToken);
            this.Say(texts["Provider_Linked"]);
            return RedirectToPage();
        }

        ModelState.AddModelError("", texts["Provider_Taken"]);
        return await ShowAsync(isOver: true);
    }

    public async Task<IActionResult> OnPostUnlinkAsync(CancellationToken cancellationToken)
    {
        if (!visit.IsPossible)
        {
            return NotFound();
        }

        var account = await AccountAsync();
        if (!await logins.UnlinkAsync(account, cancellationToken))
        {
            ModelState.AddModelError("", texts["Provider_OnlyWay"]);
            return await ShowAsync();
        }

        await renewal.GoOnAsync(account, cancellationToken);
        this.Say(texts["Provider_Unlinked"]);
        return RedirectToPage();
    }

    private async Task<Account> AccountAsync() => (await accounts.GetUserAsync(User))!;

    private async Task<IActionResult> ShowAsync(bool isOver = false)
    {
        var account = await AccountAsync();
        IsLinked = await logins.HasAsync(account);
        HasPassword = account.PasswordHash is not null;
        Found = isOver ? null : await visit.FindAsync(ProviderPurpose.Link);
        return Page();
    }
}
