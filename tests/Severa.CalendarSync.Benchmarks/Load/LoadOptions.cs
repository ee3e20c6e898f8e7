using System.ComponentModel;
using Severa.CalendarSync.Benchmarks.Stage;

namespace Severa.CalendarSync.Benchmarks.Load;

/// <summary>A whole organisation on one connection whose server is busy now and then.</summary>
internal sealed class LoadOptions : StageOptions
{
    [Description("minutes of steady state; 0: four intervals")]
    public int Minutes { get; set; }

    [Description("percent of the requests that are answered busy")]
    public int Busy { get; set; } = 10;

    [Description("milliseconds a busy server wants to be left alone for")]
    public int BackOff { get; set; } = 1000;

    [Description("milliseconds Exchange takes for each of the other requests")]
    public int Slow { get; set; }

    public TimeSpan Steady => TimeSpan.FromMinutes(Minutes > 0 ? Minutes : 4 * Interval);
}
