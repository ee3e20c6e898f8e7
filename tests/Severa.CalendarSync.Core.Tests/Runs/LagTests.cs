using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Runs;

/// <summary>A run tells how long after each change its copy was written.</summary>
public sealed class LagTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task Each_copy_counts_from_the_change_it_passes_on()
    {
        await _world.SettleAsync();
        _world.Outlook.UserAdds(_world.At("Planning"));
        _world.Severa.UserAdds(_world.At("Review", hours: 3));
        _world.Time.Advance(TimeSpan.FromSeconds(90));

        var report = await _world.RunAsync();

        Assert.Equal(2, report.Counts.Writes);
        Assert.Equal([TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(90)], report.Lags);
    }

    [Fact]
    public async Task What_was_not_written_does_not_count()
    {
        await _world.SettleAsync();
        _world.Outlook.UserAdds(_world.At("Planning"));
        _world.Severa.NextFault = name => name == "create" ? Fault.ItemsFail : Fault.None;

        Assert.Empty((await _world.RunAsync()).Lags);
    }
}
