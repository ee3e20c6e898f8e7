using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Policy;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Settings;

/// <summary>Why a change of an activity type was refused; the names are keys of the pages' texts.</summary>
public enum TypeProblem
{
    NotFound,
    NameTaken,

    /// <summary>Entries from Outlook become the default type: another one has to be chosen first.</summary>
    IsDefault,

    /// <summary>Private entries become this type: switched off, their titles could be seen by others.</summary>
    IsPrivateType,

    /// <summary>Every entry from Outlook would become private, or would never be synced.</summary>
    CannotBeDefault,
    PrivateTypeNotActive,
}

/// <summary>Makes, renames and disables activity types. Each method answers why not, or null when it is done.</summary>
public sealed class ActivityTypeEditor(SyncDbContext db, Audit audit, SettingsChange change, TimeProvider time)
{
    /// <summary>Categories whose types may be the default.</summary>
    public static bool CanBeDefault(ActivityCategory category) => category is not (ActivityCategory.ProjectTask or ActivityCategory.Personal);

    public async Task<TypeProblem?> CreateAsync(string name, ActivityCategory category, CancellationToken cancellationToken)
    {
        if (await IsTakenAsync(name, exceptId: null, cancellationToken))
        {
            return TypeProblem.NameTaken;
        }

        var type = new ActivityType { Id = Guid.CreateVersion7(time.GetUtcNow()), Name = name.Trim(), Category = category };
        db.ActivityTypes.Add(type);
        return await SaveAsync(AuditAction.ActivityTypeCreated, type, cancellationToken);
    }

    public async Task<TypeProblem?> RenameAsync(Guid id, string name, CancellationToken cancellationToken)
    {
        if (await db.ActivityTypes.FindAsync([id], cancellationToken) is not { } type)
        {
            return TypeProblem.NotFound;
        }

        if (await IsTakenAsync(name, id, cancellationToken))
        {
            return TypeProblem.NameTaken;
        }

        type.Name = name.Trim();
        return await SaveAsync(AuditAction.ActivityTypeRenamed, type, cancellationToken);
    }

    /// <summary>Existing activities keep the type; nobody can choose it for a new one.</summary>
    public async Task<TypeProblem?> DisableAsync(Guid id, CancellationToken cancellationToken)
    {
        var types = await db.ActivityTypes.ToListAsync(cancellationToken);
        if (types.Find(t => t.Id == id) is not { } type)
        {
            return TypeProblem.NotFound;
        }

        if (ProblemOfDisabling(type, await db.Organizations.AsNoTracking().SingleAsync(cancellationToken), types) is { } problem)
        {
            return problem;
        }

        type.IsActive = false;
        return await SaveAsync(AuditAction.ActivityTypeDisabled, type, cancellationToken);
    }

    public async Task<TypeProblem?> EnableAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await db.ActivityTypes.FindAsync([id], cancellationToken) is not { } type)
        {
            return TypeProblem.NotFound;
        }

        type.IsActive = true;
        return await SaveAsync(AuditAction.ActivityTypeEnabled, type, cancellationToken);
    }

    internal static TypeProblem? ProblemOfDisabling(ActivityType type, Organization organization, IReadOnlyCollection<ActivityType> types) =>
        type.IsDefault ? TypeProblem.IsDefault
        : PrivateType.Resolve(organization, types) == type.Id ? TypeProblem.IsPrivateType
        : null;

    private async Task<TypeProblem?> SaveAsync(AuditAction action, ActivityType type, CancellationToken cancellationToken)
    {
        audit.Add(action, detail: $"{type.Id} {type.Category}");
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Somebody else took the name a moment ago: the unique index lets one through.
            return TypeProblem.NameTaken;
        }

        await change.RequestRunsAsync(cancellationToken);
        return null;
    }

    /// <summary>Names differ by more than letter case: people could not tell them apart, and R2 looks for "Personal" in any case.</summary>
    private async Task<bool> IsTakenAsync(string name, Guid? exceptId, CancellationToken cancellationToken)
    {
        var names = await db.ActivityTypes.Where(t => t.Id != exceptId).Select(t => t.Name).ToListAsync(cancellationToken);
        return names.Exists(other => string.Equals(other.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase));
    }
}
