using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.TestKit;

/// <summary>One process' view of a ledger that several have: it writes only while nobody else took the lease.</summary>
internal sealed class LedgerWorker(InMemoryLedger ledger) : ISyncLedger
{
    private int _token;

    public Task<LedgerSnapshot?> OpenAsync(CancellationToken cancellationToken)
    {
        var snapshot = ledger.Open();
        if (ledger is { IsOff: true, OnlyDecisions: false })
        {
            // Its owner switched off before the lease was taken: nothing may run (R27).
            return Task.FromResult<LedgerSnapshot?>(null);
        }

        _token = ledger.PassLease();
        return Task.FromResult<LedgerSnapshot?>(snapshot);
    }

    public Task<RecentWrites> RecentWritesAsync(CancellationToken cancellationToken) => Task.FromResult(ledger.Recent(_token));

    public Task<DateTimeOffset> RenewAsync(CancellationToken cancellationToken) => Task.FromResult(ledger.Renew(_token));

    public Task IntendAsync(IReadOnlyList<Intent> intents, IReadOnlyList<Conflict> conflicts, CancellationToken cancellationToken)
    {
        ledger.Intend(intents, conflicts, _token);
        return Task.CompletedTask;
    }

    public Task RecordAsync(LedgerBatch batch, CancellationToken cancellationToken)
    {
        ledger.Record(batch, _token);
        return Task.CompletedTask;
    }

    public Task CompleteAsync(RunReport report, CancellationToken cancellationToken)
    {
        ledger.Complete(report, _token);
        return Task.CompletedTask;
    }
}
