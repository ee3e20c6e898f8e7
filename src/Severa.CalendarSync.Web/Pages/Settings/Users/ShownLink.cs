using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Severa.CalendarSync.Web.Pages.Settings.Users;

/// <summary>There is no mail server: the administrator hands the link over himself. It is shown once and kept nowhere.</summary>
internal static class ShownLink
{
    private const string Key = "InvitationLink";

    public static void ShowLinkOnce(this PageModel page, string link)
    {
        var configuration = page.HttpContext.RequestServices.GetRequiredService<IConfiguration>();
        var origin = configuration["PublicUrl"]?.TrimEnd('/') ?? $"{page.Request.Scheme}://{page.Request.Host}";
        page.TempData[Key] = $"{origin}/invitation?code={Uri.EscapeDataString(link)}";
    }

    public static string? TakeLink(this PageModel page) => page.TempData[Key] as string;
}
