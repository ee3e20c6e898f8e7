using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Web.Activities;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Pages.Activities;

/// <summary>P8: a week in Severa, one's own or a colleague's.</summary>
public sealed class IndexModel(CalendarReader calendar, ActivityLists lists, ActivityEditor activities, SyncTrigger trigger, Reader reader) : PageModel
{
    /// <summary>Any day of the week to show.</summary>
    [BindProperty(SupportsGet = true)]
    public DateOnly? Week { get; set; }

    /// <summary>Whose week; one's own without.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Person { get; set; }

    /// <summary>An activity just deleted here, that can be brought back.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Deleted { get; set; }

    public WeekView View { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> People { get; private set; } = [];

    /// <summary>The day that is looked at: the month's page keeps it.</summary>
    public DateOnly Day => ShownDays.Of(Week, reader);

    public DateOnly Monday => WeekLayout.MondayOf(Day);

    public DateOnly Sunday => Monday.AddDays(6);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await calendar.ReadWeekAsync(Person ?? reader.Id, Monday, cancellationToken) is not { } view)
        {
            return NotFound();
        }

        View = view;
        People = await lists.PeopleAsync(except: null, [], cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostRestoreAsync(Guid id, [FromServices] IStringLocalizer<ActivityTexts> texts, CancellationToken cancellationToken)
    {
        try
        {
            var change = await activities.RestoreAsync(reader.Id, id, cancellationToken);
            await trigger.RequestAsync(change.MailboxesToRun, cancellationToken);
            this.Say(texts["Restored"]);
        }
        catch (ActivityEditException)
        {
            return NotFound();
        }

        return RedirectToPage(new { week = Week?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) });
    }
}
