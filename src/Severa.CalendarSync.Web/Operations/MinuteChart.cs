using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Telemetry;

namespace Severa.CalendarSync.Web.Operations;

/// <summary>One bar a minute, in pixels of height. The last minute goes on. Pure.</summary>
/// <param name="Bars">From the left.</param>
public sealed record MinuteChart(IReadOnlyList<MinuteBar> Bars, ChartAxis Axis)
{
    public const int Height = 80;
    public const int Step = 10;
    public const int BarWidth = 8;

    public int Width => Bars.Count * Step;

    public static MinuteChart Of(IReadOnlyList<MinuteCount> minutes, Func<MinuteCount, int> value)
    {
        var axis = ChartAxis.For(minutes.Select(value).DefaultIfEmpty(0).Max());
        return new MinuteChart([.. minutes.Select((minute, i) => Bar(i * Step, axis.Pixels(value(minute), Height), goesOn: i == minutes.Count - 1))], axis);
    }

    private static MinuteBar Bar(int x, int height, bool goesOn) => new(x, Height - height, height, goesOn);
}

/// <param name="GoesOn">Not over yet: more may come.</param>
public sealed record MinuteBar(int X, int Y, int Height, bool GoesOn);
