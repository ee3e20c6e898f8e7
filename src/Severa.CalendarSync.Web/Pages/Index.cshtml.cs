using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Pages;

/// <summary>The address without a path: an administrator's home is the overview, everybody else's are his activities.</summary>
public sealed class IndexModel(Reader reader) : PageModel
{
    public IActionResult OnGet() => LocalRedirect(reader.IsAdministrator ? "/overview" : "/activities");
}
