using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Policy;

/// <summary>Which type private entries become (R2).</summary>
public static class PrivateType
{
    private const string PreselectedName = "Personal";

    public static async Task<Guid?> ResolveAsync(SyncDbContext db, CancellationToken cancellationToken)
    {
        var choice = await db.Organizations.Select(o => new { o.PrivateTypeId, o.HasNoPrivateType }).SingleAsync(cancellationToken);
        return choice.HasNoPrivateType ? null : Resolve(choice.PrivateTypeId, await db.ActivityTypes.AsNoTracking().ToListAsync(cancellationToken));
    }

    /// <summary>What the organisation's settings mean with these types.</summary>
    public static Guid? Resolve(Organization organization, IReadOnlyCollection<ActivityType> types) =>
        organization.HasNoPrivateType ? null : Resolve(organization.PrivateTypeId, types);

    /// <summary>The chosen one, else the one named "Personal", else the only one of category Personal, else none; active ones only.</summary>
    public static Guid? Resolve(Guid? chosen, IReadOnlyCollection<ActivityType> types)
    {
        var active = types.Where(t => t.IsActive).OrderBy(t => t.Id).ToList();
        var personal = active.FindAll(t => t.Category == ActivityCategory.Personal);
        var type = active.Find(t => t.Id == chosen)
            ?? active.Find(t => t.Name.Trim().Equals(PreselectedName, StringComparison.OrdinalIgnoreCase))
            ?? (personal is [var only] ? only : null);
        return type?.Id;
    }
}
