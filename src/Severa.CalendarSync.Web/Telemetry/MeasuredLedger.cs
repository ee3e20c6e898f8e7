using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Web.Telemetry;

/// <summary>Every run ends in its ledger, whatever becomes of it: there it is counted, once that is durable.</summary>
internal sealed class MeasuredLedger(ISyncLedger ledger, RunMeter meter) : ISyncLedger
{
    public Task<LedgerSnapshot?> OpenAsync(CancellationToken cancellationToken) => ledger.OpenAsync(cancellationToken);

    public Task<RecentWrites> RecentWritesAsync(CancellationToken cancellationToken) => ledger.RecentWritesAsync(cancellationToken);

    public Task<DateTimeOffset> RenewAsync(CancellationToken cancellationToken) => ledger.RenewAsync(cancellationToken);

    public Task IntendAsync(IReadOnlyList<Intent> intents, IReadOnlyList<Conflict> conflicts, CancellationToken cancellationToken) =>
        ledger.IntendAsync(intents, conflicts, cancellationToken);

    public Task RecordAsync(LedgerBatch batch, CancellationToken cancellationToken) => ledger.RecordAsync(batch, cancellationToken);

    public async Task CompleteAsync(RunReport report, CancellationToken cancellationToken)
    {
        await ledger.CompleteAsync(report, cancellationToken);
        meter.Ended(report);
    }
}
