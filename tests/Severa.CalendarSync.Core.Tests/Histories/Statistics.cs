using System.Globalization;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>What happened in all histories together.</summary>
internal sealed class HistoryStatistics
{
    private readonly SortedDictionary<string, int> _steps = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _faults = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _crashes = new(StringComparer.Ordinal);
    private bool _hasOpenWrite;

    public int Histories { get; private set; }

    public int Runs { get; set; }

    public int StaleWorkers { get; set; }

    public int UnexpectedFaults { get; set; }

    public int Previews { get; set; }

    /// <summary>How often something was gone on both sides of which it was certain that its deletion counts.</summary>
    public int StayDeleted { get; set; }

    /// <summary>Histories with a kill between the durable intent of a write and the record of its outcome.</summary>
    public int WithOpenWrite { get; private set; }

    public double ShareWithOpenWrite => Histories == 0 ? 0 : (double)WithOpenWrite / Histories;

    public void Count(Step step) => Add(_steps, step.GetType().Name, 1);

    public void Count(Fault fault) => Add(_faults, fault.ToString(), 1);

    public void Crashed(string where)
    {
        Add(_crashes, where, 1);
        _hasOpenWrite |= where is "ledger.intended" or "ledger.record" || (!where.StartsWith("ledger.", StringComparison.Ordinal)
            && (where.Contains("create", StringComparison.Ordinal) || where.Contains("update", StringComparison.Ordinal) || where.Contains("delete", StringComparison.Ordinal)));
    }

    public void EndHistory()
    {
        Histories++;
        WithOpenWrite += _hasOpenWrite ? 1 : 0;
        _hasOpenWrite = false;
    }

    public void Add(HistoryStatistics other)
    {
        Histories += other.Histories;
        Runs += other.Runs;
        StaleWorkers += other.StaleWorkers;
        UnexpectedFaults += other.UnexpectedFaults;
        Previews += other.Previews;
        StayDeleted += other.StayDeleted;
        WithOpenWrite += other.WithOpenWrite;
        AddAll(_steps, other._steps);
        AddAll(_faults, other._faults);
        AddAll(_crashes, other._crashes);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Histories} histories, {Runs} runs, {Previews} previews; steps: {List(_steps)}; faults: {List(_faults)}; crashes: {List(_crashes)}; "
        + $"with a crash between intend and record: {ShareWithOpenWrite:P0}; stale workers: {StaleWorkers}; deleted for certain: {StayDeleted}; "
        + $"ledgers lost: {_steps.GetValueOrDefault(nameof(Step.LoseLedger))}, restored: {_steps.GetValueOrDefault(nameof(Step.Restore))}");

    private static string List(SortedDictionary<string, int> counts) => string.Join(", ", counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value}")));

    private static void Add(SortedDictionary<string, int> counts, string name, int count) => counts[name] = counts.GetValueOrDefault(name) + count;

    private static void AddAll(SortedDictionary<string, int> counts, SortedDictionary<string, int> others)
    {
        foreach (var (name, count) in others)
        {
            Add(counts, name, count);
        }
    }
}
