using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Settings;

/// <summary>What private entries become: a type, the one R2 preselects, or none.</summary>
public sealed record PrivateChoice(bool IsNone, Guid? TypeId)
{
    public static readonly PrivateChoice Preselected = new(IsNone: false, TypeId: null);
    public static readonly PrivateChoice None = new(IsNone: true, TypeId: null);
}

/// <summary>The rules on the list of activity types: what goes to Outlook, the default, and what private entries become.</summary>
public sealed class ActivityTypeRules(SyncDbContext db, Audit audit, SettingsChange change)
{
    /// <returns>The names of the types that no longer go to Outlook, or why nothing was saved.</returns>
    public async Task<(TypeProblem? Problem, IReadOnlyList<string> Unticked)> SaveAsync(
        IReadOnlyCollection<Guid> ticked, Guid defaultId, PrivateChoice privateEntries, CancellationToken cancellationToken)
    {
        var types = await db.ActivityTypes.OrderBy(t => t.Name).ToListAsync(cancellationToken);
        if (ProblemOf(types, defaultId, privateEntries) is { } problem)
        {
            return (problem, []);
        }

        var organization = await db.Organizations.SingleAsync(cancellationToken);
        var unticked = types.Where(t => t.GoesToOutlook && !IsTicked(t, ticked)).Select(t => t.Name).ToList();
        foreach (var type in types)
        {
            type.GoesToOutlook = IsTicked(type, ticked);
            type.IsDefault = type.Id == defaultId;
        }

        organization.PrivateTypeId = privateEntries.TypeId;
        organization.HasNoPrivateType = privateEntries.IsNone;
        if (!db.ChangeTracker.HasChanges())
        {
            return (null, []);
        }

        organization.Version++;
        audit.Add(AuditAction.ActivityTypeRulesSaved, detail: $"default {defaultId}; to Outlook {types.Count(t => t.GoesToOutlook)}");
        await db.SaveChangesAsync(cancellationToken);
        await change.RequestRunsAsync(cancellationToken);
        return (null, unticked);
    }

    /// <summary>Project tasks never go, whatever a browser sends.</summary>
    private static bool IsTicked(ActivityType type, IReadOnlyCollection<Guid> ticked) =>
        type.Category != ActivityCategory.ProjectTask && ticked.Contains(type.Id);

    private static TypeProblem? ProblemOf(List<ActivityType> types, Guid defaultId, PrivateChoice privateEntries)
    {
        var wanted = types.Find(t => t.Id == defaultId && t.IsActive);
        if (wanted is null || !ActivityTypeEditor.CanBeDefault(wanted.Category))
        {
            return TypeProblem.CannotBeDefault;
        }

        var isUsable = privateEntries.TypeId is not { } id || types.Exists(t => t.Id == id && t.IsActive && t.Category != ActivityCategory.ProjectTask);
        return isUsable ? null : TypeProblem.PrivateTypeNotActive;
    }
}
