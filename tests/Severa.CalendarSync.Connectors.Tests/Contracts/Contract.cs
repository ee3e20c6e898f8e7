using Severa.CalendarSync.Connectors.Tests.Sandbox;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Contracts;

/// <summary>Tests that any Exchange must pass. They look at their own entries only: others may lie between them.</summary>
public abstract class Contract : IAsyncLifetime
{
    private readonly Func<Task<ContractServer>> _start;
    private ContractServer? _server;

    private protected Contract(Func<Task<ContractServer>> start) => _start = start;

    private protected ContractServer Server => _server!;

    private protected IContractUser User => Server.User();

    private protected DateTimeOffset Monday => Server.Monday;

    public async Task InitializeAsync() => _server = await _start();

    /// <summary>Also after a test that failed.</summary>
    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private protected static string Title(string title) => ContractServer.Title(title);

    private protected UserDraft Entry(string title, double hour = 3) => new(Title(title), Monday.AddHours(hour), Monday.AddHours(hour + 1));

    private protected UserDraft Series(string title) => Entry(title, 0) with { Mondays = 5 };

    private protected Task<SideReading> ReadAsync(string? cursor = null, IKnownVersions? known = null) =>
        Server.Open().ReadAsync(cursor, Server.Window, known ?? Known.Nothing, default);

    /// <summary>What the tests made, of everything that was read.</summary>
    private protected static CalendarItem[] Items(SideReading reading) =>
    [
        .. Assert.IsType<SideReading.Full>(reading).ReadItems()
            .Where(i => i.Content.Title.StartsWith(ContractServer.Marker, StringComparison.Ordinal))
            .OrderBy(i => i.Key.OriginalStart ?? i.Content.When.Start),
    ];

    private protected async Task<CalendarItem[]> ItemsAsync() => Items(await ReadAsync());

    private protected async Task<CalendarItem> ItemAsync(string title) => (await ItemsAsync()).Single(i => i.Content.Title == Title(title));

    private protected ItemDraft Draft(string title, double hour = 3) =>
        new(Guid.NewGuid(), Setup.Content(Title(title), When.Timed(Monday.AddHours(hour), Monday.AddHours(hour + 0.5))));

    private protected static ItemUpdate Update(CalendarItem item, string title) =>
        new(item.Key, item.Version, ItemFields.Title, item.Content with { Title = Title(title) }, Current: item);

    private protected static ItemUpdate Move(CalendarItem item, DateTimeOffset start) =>
        new(item.Key, item.Version, ItemFields.When, item.Content with { When = When.Timed(start, start.AddHours(1)) }, Current: item);

    private protected static ItemDelete Delete(CalendarItem item) => new(item.Key, item.Version);

    private protected static void AssertDone(IEnumerable<WriteOutcome> outcomes) =>
        Assert.All(outcomes, o => Assert.Equal((WriteStatus.Done, null), (o.Status, o.Code)));
}
