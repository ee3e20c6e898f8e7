using Severa.CalendarSync.Data.Figures;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Overview;

/// <summary>One hour of the chart; heights grow from the bottom, Severa's part stands on Outlook's.</summary>
/// <param name="GoesOn">Not over yet: more may come.</param>
public sealed record HourBar(HourOfChanges Hour, int X, int OutlookTop, int OutlookHeight, int SeveraTop, int SeveraHeight, bool GoesOn);

/// <summary>The changes of a day as bars, in pixels of height. The last hour goes on. Pure.</summary>
public sealed record HourChart(IReadOnlyList<HourBar> Bars, ChartAxis Axis)
{
    /// <summary>Units for each hour; the bar leaves one free on both sides.</summary>
    public const int Step = 10;
    public const int BarWidth = Step - 2;
    public const int Height = 180;

    public int Width => Bars.Count * Step;

    public int Outlook => Bars.Sum(b => b.Hour.ToOutlook);

    public int Severa => Bars.Sum(b => b.Hour.ToSevera);

    public int Total => Outlook + Severa;

    public static HourChart Of(IReadOnlyList<HourOfChanges> hours)
    {
        var axis = ChartAxis.For(hours.Select(h => h.Total).DefaultIfEmpty(0).Max());
        return new HourChart([.. hours.Select((hour, i) => Bar(hour, i, axis, goesOn: i == hours.Count - 1))], axis);
    }

    private static HourBar Bar(HourOfChanges hour, int index, ChartAxis axis, bool goesOn)
    {
        var total = axis.Pixels(hour.Total, Height);
        var severa = hour.ToSevera == 0 ? 0 : Math.Max(1, total - axis.Pixels(hour.ToOutlook, Height));
        return new HourBar(hour, (index * Step) + 1, Height - total + severa, total - severa, Height - total, severa, goesOn);
    }
}
