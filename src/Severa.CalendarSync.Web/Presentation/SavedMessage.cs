using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Severa.CalendarSync.Web.Presentation;

/// <summary>The answer to a saved form: shown on top of the next page, until that page is left.</summary>
public static class SavedMessage
{
    public const string Key = "SavedMessage";

    public static void Say(this PageModel page, string message) => page.TempData[Key] = message;
}
