using System.Collections.Frozen;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Data.Tests.Support;

/// <summary>A ledger that knows no item yet.</summary>
internal sealed class NothingKnown : IKnownVersions
{
    public IReadOnlySet<string> Awaited { get; } = FrozenSet<string>.Empty;

    public ItemKey? KeyOf(string id, string version) => null;

    public bool IsOwnWrite(string id, string version) => false;

    public bool IsOldNews(string id, string version) => false;
}
