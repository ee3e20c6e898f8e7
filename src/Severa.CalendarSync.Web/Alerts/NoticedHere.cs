using Hangfire;
using Hangfire.Storage;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Data.Alerts;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Alerts;

/// <summary>Causes that no row of ours tells: Exchange's clock, and jobs that nobody runs.</summary>
public sealed class NoticedHere(IExchangeNotes exchange, JobStorage jobs)
{
    private const int Clock = 25;
    private const string Dispatch = "dispatch";
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    /// <param name="now">By the clock of the jobs' storage, which is this machine's.</param>
    public IReadOnlyCollection<Observation> Look(DateTimeOffset now)
    {
        var noticed = new List<Observation>();
        if (exchange.FarClock is { } far)
        {
            noticed.Add(new Observation(AlertCause.ClockFar, Number: Clock, Value: (int)Math.Round(far.Ahead.Duration().TotalMinutes)));
        }

        if (LastSign(now) is { } sign && now - sign > Silence)
        {
            noticed.Add(new Observation(AlertCause.JobsSilent, Value: (int)(now - sign).TotalMinutes));
        }

        return noticed;
    }

    /// <summary>When a server last said that it lives and the dispatcher last ran, whichever is longer ago; null before the first.</summary>
    private DateTimeOffset? LastSign(DateTimeOffset now)
    {
        var alive = jobs.GetMonitoringApi().Servers().Max(server => server.Heartbeat);
        using var connection = jobs.GetConnection();
        var ran = connection.GetRecurringJobs([Dispatch]).Max(job => job.LastExecution);
        return new[] { alive, ran }.OfType<DateTime>().Select(at => new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc))).DefaultIfEmpty(now).Min();
    }
}
