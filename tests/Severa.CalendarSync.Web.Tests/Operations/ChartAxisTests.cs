using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Tests.Operations;

/// <summary>The axis of counts: from zero to a round number that does not make the bars look small.</summary>
public sealed class ChartAxisTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(4, 4)]
    [InlineData(5, 6)]
    [InlineData(11, 12)]
    [InlineData(31, 40)]
    [InlineData(41, 60)]
    [InlineData(201, 240)]
    [InlineData(567, 600)]
    [InlineData(1001, 1200)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Axis_EndsAtARoundNumber(int most, int top) => Assert.Equal(top, ChartAxis.For(most).Top);

    [Fact]
    public void HighestBar_TakesTwoThirdsOfTheHeight_AndHalfOfTheAxisIsWhole()
    {
        for (var most = 3; most < 20_000; most++)
        {
            var axis = ChartAxis.For(most);
            Assert.InRange(axis.Pixels(most, 180), 120, 180);
            Assert.Equal(axis.Top, 2 * axis.Half);
        }
    }

    [Fact]
    public void WhatHappened_IsSeen_HoweverLittle()
    {
        var axis = ChartAxis.For(1000);
        Assert.Equal((0, 1, 80), (axis.Pixels(0, 80), axis.Pixels(1, 80), axis.Pixels(1000, 80)));
    }
}
