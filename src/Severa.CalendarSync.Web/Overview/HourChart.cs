using Severa.CalendarSync.Data.Figures;

namespace Severa.CalendarSync.Web.Overview;

/// <summary>One hour of the chart; heights grow from the bottom, Severa's part stands on Outlook's.</summary>
public sealed record HourBar(HourOfChanges Hour, int X, int OutlookTop, int OutlookHeight, int SeveraTop, int SeveraHeight);

/// <summary>The changes of a day as bars, in the units of the drawing. The axis begins at zero. Pure.</summary>
public sealed record HourChart(IReadOnlyList<HourBar> Bars, int Top)
{
    /// <summary>Units for each hour; the bar leaves one free on both sides.</summary>
    public const int Step = 10;
    public const int BarWidth = Step - 2;
    public const int Height = 1000;

    public int Width => Bars.Count * Step;

    public int Outlook => Bars.Sum(b => b.Hour.ToOutlook);

    public int Severa => Bars.Sum(b => b.Hour.ToSevera);

    public int Total => Outlook + Severa;

    public static HourChart Of(IReadOnlyList<HourOfChanges> hours)
    {
        var top = TopFor(hours.Count == 0 ? 0 : hours.Max(h => h.Total));
        return new HourChart([.. hours.Select((hour, i) => Bar(hour, i, top))], top);
    }

    /// <summary>4, 10, 20, 40, 100, 200 ...: round, and so is the half of it.</summary>
    private static int TopFor(int most)
    {
        for (var (power, steps) = (1L, new[] { 4, 10, 20 }); ; power *= 10)
        {
            if (Array.Find(steps, step => step * power >= most) is > 0 and var fit)
            {
                return (int)Math.Min(fit * power, int.MaxValue);
            }
        }
    }

    private static HourBar Bar(HourOfChanges hour, int index, int top)
    {
        var outlook = Units(hour.ToOutlook, top);
        var severa = Units(hour.Total, top) - outlook;
        return new HourBar(hour, (index * Step) + 1, Height - outlook, outlook, Height - outlook - severa, severa);
    }

    private static int Units(int count, int top) => (int)Math.Round((double)count * Height / top);
}
