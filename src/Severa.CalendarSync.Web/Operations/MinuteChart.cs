using Severa.CalendarSync.Web.Telemetry;

namespace Severa.CalendarSync.Web.Operations;

/// <summary>One bar a minute, from zero. Pure.</summary>
/// <param name="Bars">From the left; the height of the highest possible one is <see cref="Height"/>.</param>
/// <param name="Top">What the highest possible bar stands for.</param>
public sealed record MinuteChart(IReadOnlyList<MinuteBar> Bars, int Top)
{
    public const int Height = 80;
    public const int Step = 10;
    public const int BarWidth = 8;

    public int Width => Bars.Count * Step;

    public static MinuteChart Of(IReadOnlyList<MinuteCount> minutes, Func<MinuteCount, int> value)
    {
        var top = RoundUp(minutes.Select(value).DefaultIfEmpty(0).Max());
        return new MinuteChart([.. minutes.Select((minute, i) => Bar(i * Step, value(minute), top))], top);
    }

    /// <summary>Whatever happened is seen: one of a thousand is a line of one pixel.</summary>
    private static MinuteBar Bar(int x, int value, int top)
    {
        var height = value == 0 ? 0 : Math.Max(1, (int)Math.Round((double)Height * value / top));
        return new MinuteBar(x, Height - height, height);
    }

    /// <summary>1, 2, 5, 10, 20, 50 and so on: the next of them.</summary>
    private static int RoundUp(int value)
    {
        for (var scale = 1; ; scale *= 10)
        {
            foreach (var step in new[] { 1, 2, 5 })
            {
                if (value <= step * scale)
                {
                    return step * scale;
                }
            }
        }
    }
}

public sealed record MinuteBar(int X, int Y, int Height);
