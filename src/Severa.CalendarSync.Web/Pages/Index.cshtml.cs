using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Severa.CalendarSync.Web.Pages;

/// <summary>The address without a path: everybody's home are his activities.</summary>
public sealed class IndexModel : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/activities");
}
