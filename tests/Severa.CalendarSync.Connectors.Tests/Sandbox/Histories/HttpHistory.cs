using System.Globalization;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Traffic;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox.Histories;

/// <summary>
/// One random life: people edit between runs and between two requests of a run, the wire fails, the process is killed;
/// then calm returns. Everything follows from the seed.
/// </summary>
internal sealed class HttpHistory
{
    private static readonly FaultKind[] WireFaults =
    [
        FaultKind.DropAnswerAfterCommit, FaultKind.DropBeforeCommit, FaultKind.Http503, FaultKind.Http500, FaultKind.ServerBusy,
        FaultKind.ServerBusyMessages, FaultKind.CutBody, FaultKind.ErrorPage, FaultKind.ServerError, FaultKind.Http401,
        FaultKind.MailboxMoving, FaultKind.SyncStateExpired,
    ];

    private readonly HistoryWorld _world;
    private readonly HistoryNumbers _numbers;
    private readonly OutlookUser _outlook;
    private readonly SeveraUser _severa;

    public HttpHistory(int seed, ExchangeHost host, SharedClock clock, HistoryNumbers numbers)
    {
        _numbers = numbers;
        _world = new HistoryWorld(seed, host);
        _outlook = new OutlookUser(_world);
        _severa = new SeveraUser(_world);
        clock.Current = _world.Service.Time;
        host.RestartService();
        host.Get<MailboxStore>().Reset(host.Mailbox, new Guid(seed, 7, 7, [7, 7, 7, 7, 7, 7, 7, 7]));
        host.Get<TrafficCounters>().Reset(null);
        host.Traffic.Clear();
    }

    /// <exception cref="HttpHistoryException">An invariant is broken; the message tells the whole story.</exception>
    public async Task RunAsync()
    {
        try
        {
            await Task.Run(() => OneThread.Run(LiveAsync));
        }
        catch (Exception e)
        {
            throw new HttpHistoryException($"CALSYNC_SEED={_world.Seed.ToString(CultureInfo.InvariantCulture)}: {e.Message}\n{_world.Tell()}", e);
        }
        finally
        {
            Untroubled();
            _numbers.Requests += _world.Host.Traffic.Operations.Count;
        }
    }

    private async Task LiveAsync()
    {
        _world.Service.Policy = _world.Service.Policy with
        {
            Winner = _world.Pick(ConflictWinner.Latest, ConflictWinner.Outlook, ConflictWinner.Severa),
            PrivateTypeId = _world.Chance(0.7) ? TestWorld.Personal : null,

            // The brake has tests of its own; here every deletion travels, so that every invariant can be exact.
            Brake = new BrakeLimits { Deletions = 1000, EmptiedSide = 1000, NewTimes = 1000 },
        };
        var steps = _world.Number(6, 20);
        for (var i = 0; i < steps; i++)
        {
            Edit();
            if (_world.Chance(0.6))
            {
                await RunWithTroubleAsync();
            }

            _world.Service.Time.Advance(TimeSpan.FromMinutes(_world.Number(0, 90)));
        }

        await CalmAsync();
        _outlook.CheckMeetings();
        new HttpInvariants(_world).Check();
    }

    private async Task RunWithTroubleAsync()
    {
        var isFaulty = _world.Chance(0.5);
        var crashes = _world.Service.Crashes;
        crashes.KillAt(_world.Chance(0.4) ? _world.Number(1, 40) : 0);
        _world.Host.Wire.Before = () => BeforeRequest(isFaulty);
        _world.Host.Wire.After = () => crashes.Step("wire answered");
        _world.Severa.NextFault = _ => isFaulty && _world.Chance(0.05) ? _world.Pick(Fault.Busy, Fault.AnswerLost, Fault.RequestLost, Fault.ItemsFail) : Fault.None;
        _numbers.Runs++;
        try
        {
            await _world.RunAsync();
        }
        catch (CrashException)
        {
            _numbers.Crashes++;
        }

        Untroubled();
    }

    private void BeforeRequest(bool isFaulty)
    {
        _world.Service.Crashes.Step("wire before");
        if (_world.Chance(0.03))
        {
            _world.Story.Add("(while running)");
            Edit();
        }

        if (isFaulty && _world.Chance(0.1))
        {
            var kind = _world.Pick(WireFaults);
            _numbers.Faults++;
            _world.Story.Add($"({kind})");
            _world.Host.Get<FaultPlan>().Add(new FaultRule(kind, Milliseconds: 2000));
        }
    }

    private void Untroubled()
    {
        _world.Service.Crashes.Restart();
        _world.Host.Wire.Before = _world.Host.Wire.After = () => { };
        _world.Severa.NextFault = _ => Fault.None;
        _world.Host.Get<FaultPlan>().Clear();
    }

    private void Edit()
    {
        _numbers.Edits++;
        if (_world.Chance(0.55))
        {
            _outlook.Act();
        }
        else
        {
            _severa.Act();
        }
    }

    private async Task CalmAsync()
    {
        _world.Story.Add("calm");
        await SettleAsync();
        new HttpInvariants(_world).CheckDeletedIsGone();

        // A night passes: a change of a series in the very moment of our own write to it is found by the full comparison.
        _world.Service.Ledger.IsFullDue = true;
        await SettleAsync();
        _world.Host.Traffic.AssertValidIfKnown();
        _numbers.Requests += _world.Host.Traffic.Operations.Count;
        _world.Host.Traffic.Clear();
        var writes = _world.Severa.Writes;
        _world.Service.Ledger.IsFullDue = true;
        await _world.RunAsync();
        HttpInvariants.Require(writes == _world.Severa.Writes, "a further run wrote to Severa");
        var written = _world.Host.Traffic.Operations.FirstOrDefault(o => o is "CreateItem" or "UpdateItem" or "DeleteItem");
        HttpInvariants.Require(written is null, $"a further run sent {written}");
        _world.Host.Traffic.AssertValidIfKnown();
    }

    /// <summary>Runs, with pauses, until a run changes nothing.</summary>
    private async Task SettleAsync()
    {
        for (var runs = 0; runs < 20; runs++)
        {
            _world.Service.Time.Advance(TimeSpan.FromHours(5));
            var report = await _world.RunAsync();
            if (report is { Outcome: RunOutcome.Unchanged or RunOutcome.Succeeded, Counts.Writes: 0, RunAgainAt: null } && _world.Service.Ledger.OpenIntents.Count == 0)
            {
                return;
            }
        }

        throw new InvalidOperationException("the calendars do not come to rest: " + string.Join("; ", _world.Service.Ledger.Reports.TakeLast(2)));
    }
}

/// <summary>A random history over HTTP ended wrong.</summary>
public sealed class HttpHistoryException(string message, Exception inner) : Exception(message, inner);
