using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Web.Activities;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Pages.Activities;

/// <summary>P8: makes, changes and deletes an activity. A change runs every mailbox concerned at once.</summary>
public sealed class EditModel(ActivityEditor activities, ActivityLists lists, SyncTrigger trigger, Reader reader, IStringLocalizer<ActivityTexts> texts)
    : PageModel
{
    /// <summary>None makes a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    /// <summary>New ones: the day that was clicked.</summary>
    [BindProperty(SupportsGet = true)]
    public DateOnly? Day { get; set; }

    [BindProperty]
    public ActivityForm Input { get; set; } = new();

    /// <summary>As stored now; null for a new one.</summary>
    public ActivityView? Stored { get; private set; }

    public ActivityLists Lists => lists;

    public bool IsNew => Id is null;

    public bool IsOwner => Stored?.IsOwner ?? true;

    /// <summary>Somebody changed it since it was shown: the page tells what is stored now.</summary>
    public bool ChangedMeanwhile { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        Input = Stored is null
            ? ActivityForm.New(Day ?? reader.Today, new TimeOnly(9, 0), await lists.DefaultTypeAsync(cancellationToken))
            : ActivityForm.Of(Stored, reader.Zone);
        await lists.FillAsync(Stored, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        foreach (var problem in ActivityFormRules.Check(Input).Where(p => ModelState[$"Input.{p.Field}"]?.Errors.Count is null or 0))
        {
            ModelState.AddModelError($"Input.{problem.Field}", problem.Value is { } value ? texts[problem.Message, value] : texts[problem.Message]);
        }

        return ModelState.IsValid ? await SaveAsync(cancellationToken) : await ShowAgainAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostDeleteAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken) || Stored is null)
        {
            return NotFound();
        }

        try
        {
            var change = await activities.DeleteAsync(reader.Id, Stored.Id, Input.Version, cancellationToken);
            await trigger.RequestAsync(change.MailboxesToRun, cancellationToken);
        }
        catch (ActivityEditException refusal)
        {
            return await RefusedAsync(refusal.Problem, cancellationToken);
        }

        return RedirectToWeek(Stored.Content.When.Span(reader.Zone).Start, Stored.IsOwner ? Stored.Id : null);
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        Stored = Id is { } id ? await activities.GetAsync(reader.Id, id, cancellationToken) : null;
        return IsNew || Stored is not null;
    }

    private async Task<IActionResult> SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var input = Input.ToInput(reader.Zone, Stored?.Content.When);
            var change = Stored is null
                ? await activities.CreateAsync(reader.Id, input, cancellationToken)
                : await activities.EditAsync(reader.Id, Stored.Id, Input.Version, input, cancellationToken);
            await trigger.RequestAsync(change.MailboxesToRun, cancellationToken);
            this.Say(texts[IsNew ? "Created" : "Changed"]);
            return RedirectToWeek(input.When.Span(reader.Zone).Start, deleted: null);
        }
        catch (ActivityEditException refusal)
        {
            return await RefusedAsync(refusal.Problem, cancellationToken);
        }
    }

    /// <summary>What was typed stays; after a change by somebody else, saving again writes over it knowingly.</summary>
    private async Task<IActionResult> RefusedAsync(ActivityProblem problem, CancellationToken cancellationToken)
    {
        if (problem == ActivityProblem.NotFound || !await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        ChangedMeanwhile = problem == ActivityProblem.ChangedMeanwhile;
        ModelState.AddModelError("", texts[$"Problem_{problem}"]);
        if (ChangedMeanwhile)
        {
            ModelState.Remove("Input.Version");
            Input.Version = Stored!.Version;
        }

        return await ShowAgainAsync(cancellationToken);
    }

    private async Task<PageResult> ShowAgainAsync(CancellationToken cancellationToken)
    {
        await lists.FillAsync(Stored, cancellationToken);
        return Page();
    }

    private RedirectToPageResult RedirectToWeek(DateTimeOffset start, Guid? deleted)
    {
        var day = DateOnly.FromDateTime(reader.Local(start.UtcDateTime));
        return RedirectToPage("Index", new { week = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), deleted });
    }
}
