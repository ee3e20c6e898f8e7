using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Policy;

namespace Severa.CalendarSync.Data.Activities;

/// <summary>The zone a person lives in.</summary>
internal static class AccountZones
{
    /// <exception cref="PolicyProblemException">This machine does not know the zone.</exception>
    public static async Task<TimeZoneInfo> OfAsync(SyncDbContext db, Guid accountId, CancellationToken cancellationToken) =>
        Resolve(await db.Users.Where(a => a.Id == accountId).Select(a => a.TimeZoneId).SingleAsync(cancellationToken));

    /// <exception cref="PolicyProblemException">This machine does not know the zone.</exception>
    public static TimeZoneInfo Resolve(string id) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : throw new PolicyProblemException(PolicyProblem.UnknownZone);
}
