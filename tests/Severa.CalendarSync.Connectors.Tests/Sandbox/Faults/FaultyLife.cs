using Severa.CalendarSync.Connectors.Tests.Sandbox.Histories;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Traffic;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox.Faults;

/// <summary>
/// A linked mailbox lives through a fault. People edit both calendars before, while it lasts and afterwards, and delete nothing;
/// when it has ended and calm has returned, both are equal, nothing is there twice and nothing is gone.
/// </summary>
internal sealed class FaultyLife
{
    private const int RunsWithFault = 3;
    private const int MostRuns = 12;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private readonly ExchangeHost _host;
    private readonly FaultClock _clock;
    private readonly FaultCase _case;
    private readonly HistoryWorld _world;
    private readonly FaultyLifeEdits _people;

    public FaultyLife(ExchangeHost host, FaultClock clock, FaultCase @case)
    {
        (_host, _clock, _case) = (host, clock, @case);
        _world = new HistoryWorld(1, host);
        _people = new FaultyLifeEdits(_world);
        clock.Current = _world.Service.Time;
        host.RestartService();
        host.Get<MailboxStore>().Reset(host.Mailbox, Guid.NewGuid());
        host.Get<TrafficCounters>().Reset(null);
        host.Get<FaultPlan>().Clear();
        host.Traffic.Clear();
    }

    private FaultPlan Plan => _host.Get<FaultPlan>();

    private int Spoiled => Plan.All.Sum(f => f.Spoiled);

    /// <exception cref="HttpHistoryException">It ended wrong; the message tells the whole story.</exception>
    public async Task<FaultResult> PlayAsync()
    {
        try
        {
            return await LiveAsync();
        }
        catch (Exception e)
        {
            throw new HttpHistoryException($"{_case.Kind}, {_case.Meets}: {e.Message}\n{_world.Tell()}", e);
        }
    }

    private async Task<FaultResult> LiveAsync()
    {
        _people.Begin();
        await SettleAsync();
        _people.Edit();
        _host.Traffic.Clear();
        foreach (var rule in _case.Rules)
        {
            _host.Get<FaultSwitch>().On(rule);
        }

        var errors = new List<int?>();
        for (var run = 0; run < RunsWithFault; run++)
        {
            errors.Add(await RunWithFaultAsync());
            _people.Edit();
        }

        var (wasted, requests) = (_case.IsHarmless ? 0 : Spoiled, _host.Traffic.Operations.Count);
        End();
        var runs = await SettleAsync();
        _host.Traffic.AssertValidIfKnown();
        await CheckAsync();
        return new FaultResult(_case, errors, wasted, requests, runs);
    }

    private async Task<int?> RunWithFaultAsync()
    {
        var before = Spoiled;
        var run = _world.RunAsync();
        if (_case.IsSlow)
        {
            await LetTimePassAsync(run, before);
        }

        var report = await run;
        _world.Service.Time.Advance(report.RetryAfter > Pause ? report.RetryAfter.Value : Pause);
        return report.ErrorNumber;
    }

    /// <summary>Each time the fault has caught a request, more time goes by than anybody waits for an answer.</summary>
    private async Task LetTimePassAsync(Task run, int seen)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!run.IsCompleted)
        {
            if (Spoiled > seen)
            {
                seen++;
                _clock.LetWait(TimeSpan.FromSeconds(61));
                _world.Service.Time.Advance(TimeSpan.FromSeconds(61));
            }

            await timer.WaitForNextTickAsync();
        }
    }

    private void End()
    {
        foreach (var fault in Plan.All)
        {
            Plan.SwitchOff(fault.Number);
        }
    }

    /// <summary>Runs until nothing is left to do. Returns how many it took.</summary>
    private async Task<int> SettleAsync()
    {
        for (var runs = 1; runs <= MostRuns; runs++)
        {
            var report = await _world.RunAsync();
            if (report is { Outcome: RunOutcome.Unchanged or RunOutcome.Succeeded, Counts.Writes: 0, RunAgainAt: null } && _world.Service.Ledger.OpenIntents.Count == 0)
            {
                return runs;
            }

            _world.Service.Time.Advance(report.RunAgainAt - _world.Service.Time.GetUtcNow() is { } wait && wait > Pause ? wait : Pause);
        }

        throw new InvalidOperationException("the calendars do not come to rest: " + string.Join("; ", _world.Service.Ledger.Reports.TakeLast(2)));
    }

    private async Task CheckAsync()
    {
        new HttpInvariants(_world).Check();
        _people.Check();

        // A night passes, and nothing is found that the runs by day had left.
        _world.Service.Ledger.IsFullDue = true;
        var night = await _world.RunAsync();
        HttpInvariants.Require(night.Counts.Writes == 0, $"the full comparison wrote: {night}");
        _host.Traffic.Clear();
        await _world.RunAsync();
        HttpInvariants.Require(_host.Traffic.Operations is ["SyncFolderItems"], $"a quiet run sent {string.Join(", ", _host.Traffic.Operations)}");
    }
}
