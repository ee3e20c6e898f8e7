using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Settings;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>What a user's new entries may become (R2): the organisation's default type, or one of his own choice.</summary>
/// <param name="Organization">The name of the organisation's default; null where there is none.</param>
/// <param name="Types">Active types that may be a default, and the one he has.</param>
public sealed record DefaultTypeChoices(string? Organization, IReadOnlyList<ActivityType> Types)
{
    public static readonly DefaultTypeChoices None = new(null, []);

    /// <param name="db">Where they are.</param>
    /// <param name="current">The one he has; it may be disabled since.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<DefaultTypeChoices> ReadAsync(SyncDbContext db, Guid? current, CancellationToken cancellationToken)
    {
        var types = await db.ActivityTypes.AsNoTracking().OrderBy(t => t.Name).ToListAsync(cancellationToken);
        return new DefaultTypeChoices(
            types.Find(t => t is { IsActive: true, IsDefault: true })?.Name,
            types.FindAll(t => (t.IsActive && ActivityTypeEditor.CanBeDefault(t.Category)) || t.Id == current));
    }

    public bool Contains(Guid? type) => type is null || Types.Any(t => t.Id == type);
}
