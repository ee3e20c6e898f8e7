using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Settings;

namespace Severa.CalendarSync.Web.Pages.Settings.ActivityTypes;

/// <summary>P4: rename, disable and enable an activity type.</summary>
public sealed class EditModel(SyncDbContext db, ActivityTypeEditor editor, IStringLocalizer<IndexModel> texts) : PageModel
{
    private const string ListPath = "/settings/activity-types";

    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Name_Required")]
    [StringLength(100, ErrorMessage = "Text_TooLong")]
    public string? Name { get; set; }

    public ActivityType Type { get; private set; } = null!;

    public int Activities { get; private set; }

    /// <summary>Users whose own default it is.</summary>
    public int People { get; private set; }

    /// <summary>Why it cannot be disabled.</summary>
    public TypeProblem? Obstacle { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        Name = Type.Name;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (await editor.RenameAsync(Id, Name!, cancellationToken) is { } problem)
        {
            ModelState.AddModelError("Name", texts[$"Problem_{problem}"]);
            return Page();
        }

        return Done("Renamed", Name!.Trim());
    }

    public Task<IActionResult> OnPostDisableAsync(CancellationToken cancellationToken) =>
        SwitchAsync(editor.DisableAsync, "DisabledNow", cancellationToken);

    public Task<IActionResult> OnPostEnableAsync(CancellationToken cancellationToken) =>
        SwitchAsync(editor.EnableAsync, "EnabledNow", cancellationToken);

    private async Task<IActionResult> SwitchAsync(
        Func<Guid, CancellationToken, Task<TypeProblem?>> change, string message, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        Name = Type.Name;
        if (await change(Id, cancellationToken) is { } problem)
        {
            ModelState.AddModelError("", texts[$"Problem_{problem}"]);
            return Page();
        }

        return Done(message, Type.Name);
    }

    private RedirectResult Done(string message, string name)
    {
        this.Say(texts[message, name]);
        return Redirect(ListPath);
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        var types = await db.ActivityTypes.AsNoTracking().ToListAsync(cancellationToken);
        if (types.Find(t => t.Id == Id) is not { } type)
        {
            return false;
        }

        Type = type;
        Activities = await db.Activities.CountAsync(a => a.TypeId == Id, cancellationToken);
        People = await db.Users.CountAsync(a => a.DefaultTypeId == Id, cancellationToken);
        Obstacle = ActivityTypeEditor.ProblemOfDisabling(type, await db.Organizations.AsNoTracking().SingleAsync(cancellationToken), types);
        return true;
    }
}
