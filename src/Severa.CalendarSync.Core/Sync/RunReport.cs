using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Sync;

public enum RunOutcome
{
    /// <summary>Nothing had changed since the last run.</summary>
    Unchanged,
    Succeeded,

    /// <summary>Done, but some items were set aside or wait.</summary>
    SucceededWithRest,
    Failed,

    /// <summary>Planned only, nothing was changed.</summary>
    Previewed,

    /// <summary>The service is stopping: the next run goes on.</summary>
    Interrupted,

    /// <summary>The owner agreed to a preview, and the calendars have changed since: nothing was written.</summary>
    PlanMoved,
}

/// <summary>What a run did. Counts and codes only.</summary>
public sealed record RunReport
{
    public required RunOutcome Outcome { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    public bool WasFull { get; init; }

    /// <summary>Everything was compared and nothing waits for the next run: what was deleted before has been seen (R27).</summary>
    public bool SawEveryDeletion { get; init; }

    public RunCounts Counts { get; init; } = new();

    /// <summary>How long after each change its copy was written, where a side said when that was.</summary>
    public IReadOnlyList<TimeSpan> Lags { get; init; } = [];

    /// <summary>The error for people, E1 to E43; null unless the run failed.</summary>
    public int? ErrorNumber { get; init; }

    public string? ErrorCode { get; init; }

    public bool ErrorIsPermanent { get; init; }

    public ErrorScope? ErrorScope { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The new cursors; null keeps the old one.</summary>
    public string? OutlookCursor { get; init; }

    public string? SeveraCursor { get; init; }

    public string? Epoch { get; init; }

    /// <summary>The window in force from now on, when this was a full comparison.</summary>
    public SyncWindow? Window { get; init; }

    public string? PolicyHash { get; init; }

    /// <summary>When a set-aside item or an unknown outcome wants another run.</summary>
    public DateTimeOffset? RunAgainAt { get; init; }

    /// <summary>The whole organisation deletes too much: deletions stop everywhere until an administrator decides (R13).</summary>
    public bool StopsDeletions { get; init; }

    /// <summary>Something changed under our hands: run again at once.</summary>
    public bool RunAgainNow { get; init; }
}

/// <summary>How many actions of each sort a run carried out.</summary>
public sealed record RunCounts
{
    public int CreatedInOutlook { get; init; }

    public int CreatedInSevera { get; init; }

    public int UpdatedInOutlook { get; init; }

    public int UpdatedInSevera { get; init; }

    public int DeletedInOutlook { get; init; }

    public int DeletedInSevera { get; init; }

    public int Adopted { get; init; }

    public int SetBack { get; init; }

    public int Conflicts { get; init; }

    public int Held { get; init; }

    public int SetAside { get; init; }

    /// <summary>Writes to either side.</summary>
    public int Writes => CreatedInOutlook + CreatedInSevera + UpdatedInOutlook + UpdatedInSevera + DeletedInOutlook + DeletedInSevera + SetBack;
}
