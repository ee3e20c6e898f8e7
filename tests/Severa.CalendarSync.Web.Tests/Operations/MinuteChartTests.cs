using Severa.CalendarSync.Web.Operations;
using Severa.CalendarSync.Web.Telemetry;

namespace Severa.CalendarSync.Web.Tests.Operations;

/// <summary>Bars of the throughput: from zero, the last one not over yet.</summary>
public sealed class MinuteChartTests
{
    [Fact]
    public void Bars_StandOnZero_AndAreAsHighAsTheirShare()
    {
        var chart = MinuteChart.Of([.. new[] { 0, 5, 10 }.Select((value, i) => new MinuteCount(DateTime.UnixEpoch.AddMinutes(i), value, 0))], m => m.Runs);
        Assert.Equal([new MinuteBar(0, 80, 0, false), new MinuteBar(10, 40, 40, false), new MinuteBar(20, 0, 80, true)], chart.Bars);
        Assert.Equal((30, 10), (chart.Width, chart.Axis.Top));
    }
}
