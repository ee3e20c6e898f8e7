namespace Severa.CalendarSync.Sandbox.Autodiscover;

/// <summary>The trouble still to come. Each request meets at most one rule before and one after its sign-in.</summary>
internal sealed class AutodiscoverPlan
{
    private readonly Lock _gate = new();
    private readonly List<AutodiscoverRule> _rules = [];

    public IReadOnlyList<AutodiscoverRule> Rules
    {
        get
        {
            lock (_gate)
            {
                return [.. _rules];
            }
        }
    }

    public void Add(AutodiscoverRule rule)
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
            _rules.Clear();
        }
    }

    /// <summary>What happens before anybody signs in.</summary>
    public AutodiscoverRule? TakeOfServer(string host, string endpoint) => Take(rule => rule.IsOfTheServer && Matches(rule.Host, host) && Matches(rule.Endpoint, endpoint));

    public AutodiscoverRule? TakeOf(string address, string host, string endpoint) => Take(
        rule => !rule.IsOfTheServer && Matches(rule.Address, address) && Matches(rule.Host, host) && Matches(rule.Endpoint, endpoint));

    private AutodiscoverRule? Take(Predicate<AutodiscoverRule> matches)
    {
        lock (_gate)
        {
            var at = _rules.FindIndex(matches);
            if (at < 0)
            {
                return null;
            }

            var rule = _rules[at];
            if (rule.Count == 1)
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

    private static bool Matches(string? wanted, string actual) => wanted is null || string.Equals(wanted, actual, StringComparison.OrdinalIgnoreCase);
}
