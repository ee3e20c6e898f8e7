using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Data.Providers;
using Severa.CalendarSync.Data.Startup;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

public sealed class DatabaseClockTests
{
    [DatabaseFact]
    public async Task Nodes_whose_clocks_differ_agree_by_the_databases()
    {
        await using var database = await TestDatabase.CopyAsync();
        var (slow, fast) = (new FakeTimeProvider(DateTimeOffset.UtcNow.AddHours(-3)), new FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(7)));
        var clocks = new[] { slow, fast }.Select(own => new DatabaseClock(database.Get<ChosenDatabase>(), own)).ToList();
        await using var db = database.Open();
        foreach (var clock in clocks)
        {
            await clock.AskAsync(db, default);
        }

        var apart = (clocks[0].GetUtcNow() - clocks[1].GetUtcNow()).Duration();
        if (database.System == DatabaseSystem.Sqlite)
        {
            // There is one process, and its clock is the clock.
            Assert.Equal((slow.GetUtcNow(), fast.GetUtcNow()), (clocks[0].GetUtcNow(), clocks[1].GetUtcNow()));
        }
        else
        {
            Assert.InRange(apart, TimeSpan.Zero, TimeSpan.FromMinutes(1));
            Assert.InRange((clocks[0].GetUtcNow() - DateTimeOffset.UtcNow).Duration(), TimeSpan.Zero, TimeSpan.FromMinutes(1));
        }

        var before = clocks[0].GetUtcNow();
        slow.Advance(TimeSpan.FromHours(1));
        Assert.Equal(before.AddHours(1), clocks[0].GetUtcNow());
    }

    [DatabaseFact]
    public async Task Starting_asks_for_the_time()
    {
        await using var database = await TestDatabase.CopyAsync();
        Assert.Equal(TimeSpan.Zero, database.Get<DatabaseClock>().Offset);
        await database.Get<DatabaseStartup>().PrepareAsync();
        Assert.Equal(database.System == DatabaseSystem.Sqlite, database.Get<DatabaseClock>().Offset == TimeSpan.Zero);
    }
}
