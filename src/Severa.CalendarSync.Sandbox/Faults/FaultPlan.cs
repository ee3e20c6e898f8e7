using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Faults;

/// <summary>The faults that were switched on. Each request meets at most one, the one that was switched on first.</summary>
internal sealed class FaultPlan
{
    /// <summary>Faults that are over are kept for their numbers, but not for ever.</summary>
    private const int MostKept = 100;

    private readonly Lock _gate = new();
    private readonly List<PlannedFault> _faults = [];
    private readonly Random _dice = new(2026);
    private int _numbers;

    public IReadOnlyList<PlannedFault> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _faults];
            }
        }
    }

    public PlannedFault Add(FaultRule rule)
    {
        lock (_gate)
        {
            var fault = new PlannedFault(++_numbers, rule);
            _faults.Add(fault);
            if (_faults.Count > MostKept && _faults.FindIndex(f => f.IsOver) is >= 0 and var oldest)
            {
                _faults.RemoveAt(oldest);
            }

            return fault;
        }
    }

    /// <summary>Ends a fault; what it has spoiled stays known. False where there is none of that number.</summary>
    public bool SwitchOff(int number)
    {
        lock (_gate)
        {
            var at = _faults.FindIndex(f => f.Number == number);
            if (at >= 0)
            {
                _faults[at] = _faults[at] with { IsSwitchedOff = true };
            }

            return at >= 0;
        }
    }

    /// <summary>Ends and forgets them all.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    /// <summary>The trouble of this request; null where it has none.</summary>
    public Trouble? Take(EwsRequest request, Mailbox? mailbox)
    {
        lock (_gate)
        {
            for (var at = 0; at < _faults.Count; at++)
            {
                var fault = _faults[at];
                var script = FaultScripts.Of(fault.Rule.Kind);
                var moment = new FaultMoment(fault.Rule, request, mailbox);
                if (!fault.IsOver && Covers(fault.Rule, mailbox?.Address, request.Operation) && script.Concerns(moment) && Falls(fault.Rule))
                {
                    var rule = fault.Rule with { Item = fault.Rule.Item ?? script.StaysWith(moment) };
                    _faults[at] = fault with { Rule = rule, Spoiled = fault.Spoiled + 1 };
                    return new Trouble(script, moment with { Rule = rule });
                }
            }

            return null;
        }
    }

    /// <summary>How far ahead the clock of the mailbox's server is.</summary>
    public TimeSpan ClockAhead(string? mailbox)
    {
        lock (_gate)
        {
            var fault = _faults.Find(f => f is { IsOver: false, Rule.Kind: FaultKind.ClockSkew } && Is(f.Rule.Mailbox, mailbox));
            return TimeSpan.FromMilliseconds(fault?.Rule.Milliseconds ?? 0);
        }
    }

    private bool Falls(FaultRule rule) => rule.Percent >= 100 || _dice.Next(100) < rule.Percent;

    private static bool Covers(FaultRule rule, string? mailbox, string operation) => Is(rule.Mailbox, mailbox) && Is(rule.Operation, operation);

    private static bool Is(string? wanted, string? actual) =>
        string.IsNullOrEmpty(wanted) || string.Equals(wanted, actual, StringComparison.OrdinalIgnoreCase);
}
