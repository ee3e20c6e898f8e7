using Hangfire;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Telemetry;

namespace Severa.CalendarSync.Web.Operations;

/// <summary>What operators see at a glance: numbers and ids, nothing about anybody.</summary>
public sealed record OperationsView
{
    public required ServiceState? State { get; init; }

    /// <summary>The last hour, minute by minute.</summary>
    public required IReadOnlyList<MinuteCount> Minutes { get; init; }

    public required IReadOnlyList<FailureGroup> Failures { get; init; }

    public required IReadOnlyList<Node> Nodes { get; init; }

    public required JobCounts Jobs { get; init; }
}

/// <summary>Runs that failed in the same way.</summary>
/// <param name="Number">0 where nobody has a number for it.</param>
/// <param name="Code">The server's code, or ours.</param>
public sealed record FailureGroup(int Number, string? Code, int Times, int Mailboxes, DateTime First, DateTime Last);

/// <summary>A process of the service that works.</summary>
public sealed record Node(string Name, int Workers, DateTime Since, DateTime? SeenAt);

/// <summary>Hangfire's jobs; those that failed and succeeded since its storage was made.</summary>
public sealed record JobCounts(long Waiting, long Working, long Scheduled, long Failed, long Succeeded);

public sealed class OperationsReader(SyncDbContext db, ServiceStates states, Throughput throughput, JobStorage storage, TimeProvider time)
{
    /// <summary>How far back failures are grouped.</summary>
    public const int Days = 7;

    public async Task<OperationsView> ReadAsync(CancellationToken cancellationToken) => new()
    {
        State = await states.ReadAsync(cancellationToken),
        Minutes = throughput.Read(),
        Failures = await FailuresAsync(cancellationToken),
        Nodes = Nodes(),
        Jobs = Jobs(),
    };

    public async Task<IReadOnlyList<FailureGroup>> FailuresAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().UtcDateTime.AddDays(-Days);
        var groups = await db.Runs.Where(r => r.Outcome == RunOutcome.Failed && r.EndedAt >= since)
            .GroupBy(r => new { r.ErrorNumber, r.ErrorCode })
            .Select(same => new
            {
                same.Key.ErrorNumber,
                same.Key.ErrorCode,
                Times = same.Count(),
                Mailboxes = same.Select(r => r.MailboxId).Distinct().Count(),
                First = same.Min(r => r.EndedAt),
                Last = same.Max(r => r.EndedAt),
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. groups.Select(g => new FailureGroup(g.ErrorNumber ?? SideException.Unnumbered, g.ErrorCode, g.Times, g.Mailboxes, g.First, g.Last))
                .OrderByDescending(g => g.Last).ThenBy(g => g.Number).ThenBy(g => g.Code, StringComparer.Ordinal),
        ];
    }

    public IReadOnlyList<Node> Nodes() =>
    [
        .. storage.GetMonitoringApi().Servers()
            .Select(s => new Node(s.Name, s.WorkersCount, s.StartedAt, s.Heartbeat))
            .OrderBy(n => n.Name, StringComparer.Ordinal),
    ];

    public JobCounts Jobs()
    {
        var counts = storage.GetMonitoringApi().GetStatistics();
        return new JobCounts(counts.Enqueued, counts.Processing, counts.Scheduled, counts.Failed, counts.Succeeded);
    }
}
