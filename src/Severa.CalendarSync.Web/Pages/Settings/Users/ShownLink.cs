using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Pages.Settings.Users;

/// <summary>Hands a new link over: by mail, else it is shown to the administrator once and kept nowhere.</summary>
internal static class ShownLink
{
    private const string Key = "InvitationLink";

    public static async Task HandOverAsync(this PageModel page, InvitationResult result, LinkKind kind, CancellationToken cancellationToken)
    {
        var services = page.HttpContext.RequestServices;
        var texts = services.GetRequiredService<IStringLocalizer<SharedTexts>>();
        var delivered = await services.GetRequiredService<LinkDelivery>().DeliverAsync(result, kind, $"{page.Request.Scheme}://{page.Request.Host}", cancellationToken);
        page.TempData[Key] = delivered.Shown;
        page.Say(delivered switch
        {
            { Shown: null } => texts["User_LinkMailed"],
            { WhyNotMailed: { } problem } => texts["User_LinkNotMailed", texts[$"MailProblem_{problem}"].Value],
            _ => texts["User_LinkMade"],
        });
    }

    public static string? TakeLink(this PageModel page) => page.TempData[Key] as string;
}
