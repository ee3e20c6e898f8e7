using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Policy;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Activities;

/// <summary>What the page of one activity shows beside its form.</summary>
public sealed class ActivityLists(SyncDbContext db, SyncMarks marks, Reader reader, IStringLocalizer<ReasonTexts> reasons)
{
    /// <summary>Active types, and the one the activity has.</summary>
    public IReadOnlyList<SelectListItem> Types { get; private set; } = [];

    /// <summary>Everybody active but the owner, and whoever takes part already.</summary>
    public IReadOnlyList<SelectListItem> People { get; private set; } = [];

    /// <summary>Names of the types whose activities colleagues see as "Personal" only.</summary>
    public string PrivateTypes { get; private set; } = "";

    public string OwnerName { get; private set; } = "";

    public bool HasBusinessData { get; private set; }

    public SyncMark? Mark { get; private set; }

    /// <summary>Why the pair is not in sync, as a sentence.</summary>
    public string Why => Mark is null or { Reason: Reason.None } ? "" : reasons[Mark.Reason.ToString()];

    /// <summary>Key of the sentence that says what deleting does.</summary>
    public string DeletionText => Mark switch
    {
        null or { State: not LinkState.Active } => "Delete_Plain",
        { IsMeeting: true } => "Delete_Meeting",
        _ => "Delete_Linked",
    };

    public async Task FillAsync(ActivityView? activity, CancellationToken cancellationToken)
    {
        var owner = activity?.OwnerId ?? reader.Id;
        var content = activity?.Content;
        await FillTypesAsync(content?.TypeId, cancellationToken);
        People = await PeopleAsync(owner, content?.ParticipantIds ?? [], cancellationToken);
        OwnerName = await db.Users.Where(a => a.Id == owner).Select(a => a.DisplayName).SingleAsync(cancellationToken);
        HasBusinessData = content is { Customer.Length: > 0 } or { Project.Length: > 0 } or { Hours: not null };
        Mark = activity is null ? null : (await marks.ReadAsync([activity.Id], cancellationToken)).GetValueOrDefault(activity.Id);
    }

    /// <summary>The user's own default, else the organisation's, among the active ones.</summary>
    public async Task<Guid> DefaultTypeAsync(CancellationToken cancellationToken)
    {
        var own = await db.Users.Where(a => a.Id == reader.Id).Select(a => a.DefaultTypeId).SingleAsync(cancellationToken);
        return await db.ActivityTypes
            .Where(t => t.IsActive && (t.Id == own || t.IsDefault))
            .OrderByDescending(t => t.Id == own)
            .Select(t => t.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <param name="except">Nobody where null.</param>
    /// <param name="current">Listed even if they are not active any more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<SelectListItem>> PeopleAsync(Guid? except, IReadOnlyCollection<Guid> current, CancellationToken cancellationToken)
    {
        var people = await db.Users
            .Where(a => a.Id != except && (a.IsActive || current.Contains(a.Id)))
            .OrderBy(a => a.DisplayName).ThenBy(a => a.Id)
            .Select(a => new { a.Id, a.DisplayName })
            .ToListAsync(cancellationToken);
        return people.ConvertAll(p => new SelectListItem(p.DisplayName, p.Id.ToString()));
    }

    private async Task FillTypesAsync(Guid? current, CancellationToken cancellationToken)
    {
        var types = await db.ActivityTypes.Where(t => t.IsActive || t.Id == current).OrderBy(t => t.Name).ToListAsync(cancellationToken);
        var chosen = await PrivateType.ResolveAsync(db, cancellationToken);
        Types = types.ConvertAll(t => new SelectListItem(t.Name, t.Id.ToString()));
        PrivateTypes = string.Join(", ", types.Where(t => t.Category == ActivityCategory.Personal || t.Id == chosen).Select(t => t.Name));
    }
}
