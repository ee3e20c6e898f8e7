namespace Severa.CalendarSync.Sandbox.Faults;

/// <summary>What may go wrong on purpose.</summary>
public enum FaultKind
{
    /// <summary>The operation happens; the connection breaks before the answer.</summary>
    DropAnswerAfterCommit,

    /// <summary>The connection breaks and nothing happened.</summary>
    DropBeforeCommit,

    /// <summary>HTTP 503 without a body.</summary>
    Http503,

    /// <summary>HTTP 500 without a body, and nothing happened.</summary>
    Http500,

    /// <summary>A SOAP fault ErrorServerBusy with BackOffMilliseconds.</summary>
    ServerBusy,

    /// <summary>The answer takes longer.</summary>
    Slow,
}

/// <summary>A fault for the next <paramref name="Count"/> requests that match. No mailbox or operation means any.</summary>
/// <param name="Milliseconds">Back-off time of ServerBusy, delay of Slow.</param>
public sealed record FaultRule(FaultKind Kind, string? Mailbox = null, string? Operation = null, int Count = 1, int Milliseconds = 0);

/// <summary>The faults still to come. Each request uses up at most one.</summary>
internal sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private List<FaultRule> _rules = [];

    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (_gate)
            {
                return [.. _rules];
            }
        }
    }

    public void Add(FaultRule rule)
    {
        lock (_gate)
        {
            _rules.Add(rule);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _rules = [];
        }
    }

    public FaultRule? Take(string? mailbox, string operation)
    {
        lock (_gate)
        {
            var at = _rules.FindIndex(rule => Matches(rule.Mailbox, mailbox) && Matches(rule.Operation, operation));
            if (at < 0)
            {
                return null;
            }

            var rule = _rules[at];
            if (rule.Count <= 1)
            {
                _rules.RemoveAt(at);
            }
            else
            {
                _rules[at] = rule with { Count = rule.Count - 1 };
            }

            return rule;
        }
    }

    private static bool Matches(string? wanted, string? actual) =>
        string.IsNullOrEmpty(wanted) || string.Equals(wanted, actual, StringComparison.OrdinalIgnoreCase);
}
