using Severa.CalendarSync.Web.Operations;
using Severa.CalendarSync.Web.Telemetry;

namespace Severa.CalendarSync.Web.Tests.Operations;

/// <summary>Bars of the throughput: from zero, under a round number.</summary>
public sealed class MinuteChartTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(10, 10)]
    [InlineData(11, 20)]
    [InlineData(501, 1000)]
    public void Axis_EndsAtARoundNumber(int highest, int top) => Assert.Equal(top, Chart(0, highest).Top);

    [Fact]
    public void Bars_StandOnZero_AndAreAsHighAsTheirShare()
    {
        var chart = Chart(0, 5, 10);
        Assert.Equal([new MinuteBar(0, 80, 0), new MinuteBar(10, 40, 40), new MinuteBar(20, 0, 80)], chart.Bars);
        Assert.Equal(30, chart.Width);
    }

    [Fact]
    public void WhatHappened_IsSeen_HoweverLittle() => Assert.Equal(1, Chart(1, 1000).Bars[0].Height);

    private static MinuteChart Chart(params int[] values) =>
        MinuteChart.Of([.. values.Select((value, i) => new MinuteCount(DateTime.UnixEpoch.AddMinutes(i), value, 0))], m => m.Runs);
}
