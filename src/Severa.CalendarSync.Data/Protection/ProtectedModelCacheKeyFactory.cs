using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Severa.CalendarSync.Data.Protection;

/// <summary>
/// A model holds the converters of one key ring: two hosts in one process (tests) must not share it.
/// </summary>
internal sealed class ProtectedModelCacheKeyFactory : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) =>
        (context.GetType(), (context as SyncDbContext)?.Protector, designTime);
}
