namespace Severa.CalendarSync.Core.Sync;

/// <summary>How long to wait after trouble: longer each time, up to a limit. Pure.</summary>
public static class GrowingPause
{
    /// <summary>Enough to reach the limit, and not so many that the product could not be held.</summary>
    private const int MostSteps = 10;

    /// <param name="times">How often in a row there was trouble, this time included; fewer than one counts as one.</param>
    /// <param name="first">The pause after the first.</param>
    /// <param name="longest">The pause never exceeds this.</param>
    /// <param name="factor">How many times as long each is as the one before.</param>
    public static TimeSpan After(int times, TimeSpan first, TimeSpan longest, int factor = 2)
    {
        var pause = first * Math.Pow(factor, Math.Clamp(times - 1, 0, MostSteps));
        return pause < longest ? pause : longest;
    }
}
