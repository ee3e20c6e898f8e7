using System.Runtime.CompilerServices;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>Carries out a plan, attempt by attempt.</summary>
internal sealed class AutodiscoverSearch(SearchPlan plan, AutodiscoverWire wire, AutodiscoverOptions options, TimeProvider time)
{
    /// <summary>Each attempt as soon as it is over; the last event is the result.</summary>
    public async IAsyncEnumerable<LocateEvent> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var attempts = new List<LocateAttempt>();
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < options.SearchTimeout && plan.Next() is { } probe)
        {
            if (probe is Probe.Ask { IsSecondTry: true })
            {
                await Task.Delay(options.BusyPause, time, cancellationToken);
            }

            var start = time.GetTimestamp();
            var code = plan.Learn(probe, await wire.TryAsync(probe, cancellationToken));
            attempts.Add(new LocateAttempt(probe.Means, probe.Target, code, time.GetElapsedTime(start)));
            yield return new LocateEvent.Tried(attempts[^1]);
        }

        yield return new LocateEvent.Ended(plan.Result with { Attempts = attempts });
    }
}
