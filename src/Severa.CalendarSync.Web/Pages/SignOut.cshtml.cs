using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.Provider;
using Severa.CalendarSync.Web.Security.SecondFactor;

namespace Severa.CalendarSync.Web.Pages;

/// <summary>Leaves by POST only: a link from elsewhere signs nobody out.</summary>
[BeforeEnrolment]
public sealed class SignOutModel(SignInManager<Account> signIn, SyncDbContext db, Audit audit, Reader reader) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        audit.Add(AuditAction.SignedOut, reader.Id);
        await db.SaveChangesAsync(cancellationToken);
        var origin = await SessionOrigin.OfAsync(HttpContext);
        await signIn.SignOutAsync();
        return origin.IsOfProvider ? RedirectToPage("/SignIn", new { provider = SignInModel.LeftHereOnly }) : LocalRedirect("/sign-in");
    }
}
