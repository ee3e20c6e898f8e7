using Microsoft.AspNetCore.Mvc.RazorPages;
using Severa.CalendarSync.Web.Help;

namespace Severa.CalendarSync.Web.Pages.Help;

/// <summary>P10: what there is to read.</summary>
public sealed class IndexModel(HelpTopics topics) : PageModel
{
    public IReadOnlyList<HelpTopic> Topics => topics.All;
}
