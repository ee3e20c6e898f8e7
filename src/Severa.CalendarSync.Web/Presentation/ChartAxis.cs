namespace Severa.CalendarSync.Web.Presentation;

/// <summary>The axis of a chart of counts: from zero to a round number, half of which is whole, close above the highest bar. Pure.</summary>
public sealed record ChartAxis(int Top)
{
    /// <summary>And ten times as much, a hundred times and so on: the highest bar takes at least two thirds of the height.</summary>
    private static readonly int[] Steps = [4, 6, 8, 10, 12, 16, 20, 24, 30];

    public int Half => Top / 2;

    public static ChartAxis For(int most)
    {
        for (var power = 1L; ; power *= 10)
        {
            if (Array.Find(Steps, step => step * power >= most) is > 0 and var fit)
            {
                return new ChartAxis((int)Math.Min(fit * power, int.MaxValue));
            }
        }
    }

    /// <summary>How high a bar is, in pixels. Whatever happened is seen: one of a thousand is a line.</summary>
    public int Pixels(int count, int height) => count == 0 ? 0 : Math.Max(1, (int)Math.Round((double)count * height / Top));
}
