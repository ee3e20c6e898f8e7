using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Severa.CalendarSync.Web.Activities;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Pages.Activities;

/// <summary>P8: a month in Severa, one's own or a colleague's.</summary>
public sealed class MonthModel(CalendarReader calendar, ActivityLists lists, Reader reader) : PageModel
{
    /// <summary>Any day of the month to show.</summary>
    [BindProperty(SupportsGet = true, Name = "day")]
    public DateOnly? Asked { get; set; }

    /// <summary>Whose month; one's own without.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Person { get; set; }

    public MonthView View { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> People { get; private set; } = [];

    /// <summary>The day that is looked at: the week's page keeps it.</summary>
    public DateOnly Day => ShownDays.Of(Asked, reader);

    public DateOnly First => MonthLayout.FirstOf(Day);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await calendar.ReadMonthAsync(Person ?? reader.Id, Day, cancellationToken) is not { } view)
        {
            return NotFound();
        }

        View = view;
        People = await lists.PeopleAsync(except: null, [], cancellationToken);
        return Page();
    }
}
