using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Startup;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>Of several nodes one listens to a connection's mailboxes.</summary>
public sealed class ListenerLeaseTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private ListenerLeases _one = null!;
    private ListenerLeases _other = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CopyAsync();
        (_one, _other) = (Node(), Node());
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [DatabaseFact]
    public async Task One_node_has_it_as_long_as_it_holds_it()
    {
        var connection = await _database.ConnectionAsync();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal([connection.Id], await _one.HoldAsync(default));
            Assert.Empty(await _other.HoldAsync(default));
            _database.Time.Advance(ListenerLeases.HoldEvery);
        }
    }

    [DatabaseFact]
    public async Task Another_one_takes_over_from_a_node_that_died_and_keeps_it()
    {
        var connection = await _database.ConnectionAsync();
        await _one.HoldAsync(default);
        _database.Time.Advance(ListenerLeases.HoldsFor - TimeSpan.FromSeconds(1));
        Assert.Empty(await _other.HoldAsync(default));
        _database.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([connection.Id], await _other.HoldAsync(default));
        Assert.Empty(await _one.HoldAsync(default));
    }

    [DatabaseFact]
    public async Task What_a_node_gives_back_is_free_at_once_and_only_that()
    {
        var connection = await _database.ConnectionAsync();
        await _one.HoldAsync(default);
        await _other.GiveBackAsync(default);
        Assert.Empty(await _other.HoldAsync(default));

        await _one.GiveBackAsync(default);
        Assert.Equal([connection.Id], await _other.HoldAsync(default));
    }

    [DatabaseFact]
    public async Task A_connection_added_later_is_taken_too()
    {
        var first = await _database.ConnectionAsync();
        await _one.HoldAsync(default);
        var second = await _database.ConnectionAsync();
        Assert.Equal([second.Id], await _other.HoldAsync(default));
        Assert.Equal([first.Id], await _one.HoldAsync(default));
    }

    [DatabaseFact]
    public async Task Nobody_listens_for_a_database_of_another_installation()
    {
        await _database.ConnectionAsync();
        var foreign = new Installation("another");
        foreign.Read("this one");
        Assert.Empty(await new ListenerLeases(_database.Contexts, foreign, _database.Time).HoldAsync(default));
        Assert.NotEmpty(await _one.HoldAsync(default));
    }

    private ListenerLeases Node() => new(_database.Contexts, new Installation(null), _database.Time);
}
