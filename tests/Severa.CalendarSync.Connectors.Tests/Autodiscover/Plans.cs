using Severa.CalendarSync.Connectors.Exchange.Autodiscover;

namespace Severa.CalendarSync.Connectors.Tests.Autodiscover;

/// <summary>Plays the servers for a plan.</summary>
internal static class Plans
{
    private const int EndlessFrom = 200;

    public static List<(string Probe, string Code)> Run(SearchPlan plan, Func<Probe, ProbeAnswer> answer)
    {
        var tried = new List<(string, string)>();
        while (plan.Next() is { } probe)
        {
            tried.Add(($"{probe.Means} {probe.Target}", plan.Learn(probe, answer(probe))));
            Assert.True(tried.Count < EndlessFrom, "The search does not end.");
        }

        return tried;
    }
}
