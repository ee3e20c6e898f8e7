using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Policy;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Settings;

namespace Severa.CalendarSync.Web.Pages.Settings.ActivityTypes;

/// <summary>P4.</summary>
public sealed class IndexModel(
    SyncDbContext db, ActivityTypeRules rules, UntickedCopies copies, IStringLocalizer<IndexModel> texts) : PageModel
{
    public const string NoType = "none";

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public IReadOnlyList<ActivityType> Types { get; private set; } = [];

    /// <summary>The type R2 preselects; null where there is none.</summary>
    public ActivityType? Preselected { get; private set; }

    /// <summary>Entries in Outlook of activities whose type is not ticked any more.</summary>
    public int Copies { get; private set; }

    /// <summary>What becomes of private entries while they have no type.</summary>
    public Organization Organization { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        Input = new InputModel
        {
            GoesToOutlook = [.. Types.Where(t => t.GoesToOutlook).Select(t => t.Id)],
            DefaultId = Types.FirstOrDefault(t => t.IsDefault)?.Id,
            PrivateEntries = Organization.HasNoPrivateType ? NoType : Organization.PrivateTypeId?.ToString() ?? "",
        };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            await LoadAsync(cancellationToken);
            return Page();
        }

        var (problem, unticked) = await rules.SaveAsync(Input.GoesToOutlook ?? [], Input.DefaultId!.Value, Input.Private(), cancellationToken);
        if (problem is { } why)
        {
            await LoadAsync(cancellationToken);
            ModelState.AddModelError(why == TypeProblem.CannotBeDefault ? "Input.DefaultId" : "Input.PrivateEntries", texts[$"Problem_{why}"]);
            return Page();
        }

        this.Say(unticked.Count == 0 ? texts["Saved"] : texts["Saved_Unticked", string.Join(", ", unticked)]);
        return Redirect("/settings/activity-types");
    }

    /// <summary>Has the entries of types that are not ticked any more removed from Outlook (R12).</summary>
    public async Task<IActionResult> OnPostRemoveCopiesAsync(CancellationToken cancellationToken)
    {
        this.Say(texts["Copies_Removing", await copies.RemoveAsync(cancellationToken)]);
        return Redirect("/settings/activity-types");
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Copies = await copies.CountAsync(cancellationToken);
        Types = await db.ActivityTypes.AsNoTracking().OrderBy(t => t.Name).ToListAsync(cancellationToken);
        Organization = await db.Organizations.AsNoTracking().SingleAsync(cancellationToken);
        Preselected = Types.FirstOrDefault(t => t.Id == PrivateType.Resolve((Guid?)null, Types));
    }

    public sealed class InputModel
    {
        public IReadOnlyList<Guid>? GoesToOutlook { get; set; }

        [Required(ErrorMessage = "Default_Required")]
        public Guid? DefaultId { get; set; }

        /// <summary>Empty: what R2 preselects; "none"; or the id of a type.</summary>
        [StringLength(40, ErrorMessage = "Value_Invalid")]
        public string? PrivateEntries { get; set; }

        internal PrivateChoice Private() =>
            PrivateEntries == NoType ? PrivateChoice.None
            : string.IsNullOrEmpty(PrivateEntries) ? PrivateChoice.Preselected
            : new PrivateChoice(IsNone: false, Guid.TryParse(PrivateEntries, out var id) ? id : Guid.Empty);
    }
}
