using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Autodiscover;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>One test of the connection, while it runs and afterwards.</summary>
/// <param name="startedAt">UTC.</param>
/// <param name="connectionId">Which connection.</param>
/// <param name="person">Whose calendar's rights are looked at; null: nobody's.</param>
public sealed class ConnectionTest(DateTime startedAt, Guid connectionId, TestPerson? person)
{
    private readonly Lock _gate = new();
    private readonly List<CheckResult> _results = [];
    private readonly List<LocateAttempt> _attempts = [];
    private volatile bool _isRunning = true;

    public DateTime StartedAt { get; } = startedAt;

    public Guid ConnectionId => connectionId;

    public TestPerson? Person => person;

    public string? PersonName => person?.Name;

    /// <summary>Hosts that would be asked next, if an administrator confirms them.</summary>
    public IReadOnlyList<HostToConfirm> HostsToConfirm { get; private set; } = [];

    /// <summary>A mailbox that must be out of reach was named.</summary>
    public bool ChecksReach { get; internal set; }

    public bool IsRunning => _isRunning;

    /// <summary>The results so far, in the order of the steps.</summary>
    public IReadOnlyList<CheckResult> Results
    {
        get
        {
            lock (_gate)
            {
                return [.. _results];
            }
        }
    }

    /// <summary>Every step that was taken succeeded, and one was.</summary>
    public bool HasPassed => Results is { Count: > 0 } results && results.All(r => r.Step == CheckStep.Reach || r.Status != CheckStatus.Failed);

    /// <summary>How the server's address was looked for, so far; empty where it is fixed.</summary>
    public IReadOnlyList<LocateAttempt> Attempts
    {
        get
        {
            lock (_gate)
            {
                return [.. _attempts];
            }
        }
    }

    internal void Add(LocateAttempt attempt)
    {
        lock (_gate)
        {
            _attempts.Add(attempt);
        }
    }

    internal void Ask(IReadOnlyList<HostToConfirm> hosts) => HostsToConfirm = hosts;

    /// <summary>Hears each result as it comes.</summary>
    internal Action<CheckResult>? Told { get; init; }

    internal void Add(CheckResult result)
    {
        lock (_gate)
        {
            _results.Add(result);
        }

        Told?.Invoke(result);
    }

    /// <summary>The test cannot go on: the step that shows why, and everything else as not reached.</summary>
    internal void Fail(CheckStep step, int number, string code)
    {
        foreach (var open in CheckSteps.All(withReach: false).Except(Results.Select(r => r.Step)))
        {
            Add(open == step
                ? new CheckResult(open, CheckStatus.Failed, TimeSpan.Zero, number, code)
                : new CheckResult(open, CheckStatus.NotReached, TimeSpan.Zero));
        }
    }

    internal void End() => _isRunning = false;
}
