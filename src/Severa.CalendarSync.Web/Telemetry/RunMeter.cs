using System.Diagnostics.Metrics;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Web.Telemetry;

/// <summary>Counts what runs did. Labels are words of ours and error numbers.</summary>
public sealed class RunMeter
{
    private readonly Counter<long> _runs;
    private readonly Histogram<double> _durations;
    private readonly Counter<long> _actions;
    private readonly Histogram<double> _lags;
    private readonly Throughput _throughput;

    public RunMeter(IMeterFactory meters, Throughput throughput)
    {
        _throughput = throughput;
        var meter = meters.Create(SyncTelemetry.Name);
        _runs = meter.CreateCounter<long>("calendarsync.runs", description: "Runs of mailboxes by outcome; of failed ones with the number of the error.");
        _durations = meter.CreateHistogram("calendarsync.run.duration", "s", "Time of a run, by outcome.", advice: Seconds(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300));
        _actions = meter.CreateCounter<long>("calendarsync.actions", description: "What runs did, by action and by the side that was written to.");
        _lags = meter.CreateHistogram("calendarsync.lag", "s", "From a change to its copy, as the changed side dates it; first runs and full comparisons left out.", advice: Seconds(1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600));
    }

    public void Ended(RunReport report)
    {
        if (report.Outcome == RunOutcome.Previewed)
        {
            return;
        }

        var outcome = new KeyValuePair<string, object?>("outcome", report.Outcome.ToString());
        _runs.Add(1, outcome, new("error", report.ErrorNumber is { } number ? $"E{number}" : ""));
        _durations.Record((report.EndedAt - report.StartedAt).TotalSeconds, outcome);
        Count(report.Counts);
        _throughput.Note(report.Counts.Writes);
        if (!report.WasFull)
        {
            foreach (var lag in report.Lags)
            {
                // Clocks differ: nothing was copied before it was changed.
                _lags.Record(Math.Max(0, lag.TotalSeconds));
            }
        }
    }

    private void Count(RunCounts counts)
    {
        Add("create", "outlook", counts.CreatedInOutlook);
        Add("create", "severa", counts.CreatedInSevera);
        Add("update", "outlook", counts.UpdatedInOutlook);
        Add("update", "severa", counts.UpdatedInSevera);
        Add("delete", "outlook", counts.DeletedInOutlook);
        Add("delete", "severa", counts.DeletedInSevera);
        Add("set_back", "either", counts.SetBack);
        Add("adopt", "none", counts.Adopted);
        Add("conflict", "none", counts.Conflicts);
        Add("hold", "none", counts.Held);
        Add("set_aside", "none", counts.SetAside);
    }

    private void Add(string action, string side, int count)
    {
        if (count > 0)
        {
            _actions.Add(count, new("action", action), new("side", side));
        }
    }

    private static InstrumentAdvice<double> Seconds(params double[] boundaries) => new() { HistogramBucketBoundaries = boundaries };
}
