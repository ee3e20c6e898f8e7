using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Severa.CalendarSync.Web.Help;

namespace Severa.CalendarSync.Web.Pages.Help;

/// <summary>P10: one page of the help.</summary>
public sealed class TopicModel(HelpTopics topics) : PageModel
{
    public HelpTopic Topic { get; private set; } = null!;

    public IReadOnlyList<HelpTopic> Others => topics.All;

    public IActionResult OnGet(string topic)
    {
        if (topics.Find(topic) is not { } found)
        {
            return NotFound();
        }

        Topic = found;
        return Page();
    }
}
