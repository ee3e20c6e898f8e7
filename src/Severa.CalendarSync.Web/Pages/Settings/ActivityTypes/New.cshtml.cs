using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Settings;

namespace Severa.CalendarSync.Web.Pages.Settings.ActivityTypes;

/// <summary>P4: a new activity type.</summary>
public sealed class NewModel(ActivityTypeEditor editor, IStringLocalizer<IndexModel> texts) : PageModel
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (await editor.CreateAsync(Input.Name!, Input.Category, cancellationToken) is { } problem)
        {
            ModelState.AddModelError("Input.Name", texts[$"Problem_{problem}"]);
            return Page();
        }

        this.Say(texts["Created", Input.Name!.Trim()]);
        return Redirect("/settings/activity-types");
    }

    public sealed class InputModel
    {
        [Required(ErrorMessage = "Name_Required")]
        [StringLength(100, ErrorMessage = "Text_TooLong")]
        public string? Name { get; set; }

        [EnumDataType(typeof(ActivityCategory), ErrorMessage = "Value_Invalid")]
        public ActivityCategory Category { get; set; }
    }
}
