using Severa.CalendarSync.Connectors.Exchange;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>One test of the connection, while it runs and afterwards.</summary>
/// <param name="startedAt">UTC.</param>
/// <param name="personName">Whose calendar's rights are looked at; null: nobody's.</param>
public sealed class ConnectionTest(DateTime startedAt, string? personName)
{
    private readonly Lock _gate = new();
    private readonly List<CheckResult> _results = [];
    private volatile bool _isRunning = true;

    public DateTime StartedAt { get; } = startedAt;

    public string? PersonName { get; } = personName;

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

    internal void Add(CheckResult result)
    {
        lock (_gate)
        {
            _results.Add(result);
        }
    }

    /// <summary>The test cannot go on: the step that shows why, and everything else as not reached.</summary>
    internal void Fail(CheckStep step, int number, string code)
    {
        lock (_gate)
        {
            foreach (var open in Enum.GetValues<CheckStep>().Where(s => _results.TrueForAll(r => r.Step != s)))
            {
                _results.Add(open == step
                    ? new CheckResult(open, CheckStatus.Failed, TimeSpan.Zero, number, code)
                    : new CheckResult(open, CheckStatus.NotReached, TimeSpan.Zero));
            }
        }
    }

    internal void End() => _isRunning = false;
}
