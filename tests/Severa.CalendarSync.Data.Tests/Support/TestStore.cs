using Severa.CalendarSync.Data.Protection;
using Severa.CalendarSync.Data.Providers;

namespace Severa.CalendarSync.Data.Tests.Support;

/// <summary>Where the data of one test is.</summary>
/// <param name="System">On which database system.</param>
/// <param name="ConnectionString">How it is reached.</param>
/// <param name="Folder">The test's own folder.</param>
/// <param name="Remove">Takes everything away.</param>
internal sealed record TestStore(DatabaseSystem System, string ConnectionString, string Folder, Func<SyncDbContext, Task> Remove)
{
    /// <summary>Of the store it is a copy of; null in an empty one.</summary>
    public ColumnProtector? Protector { get; init; }

    public IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("Database:Provider", System.ToString()),
        new("Database:ConnectionString", ConnectionString),
    ];
}
