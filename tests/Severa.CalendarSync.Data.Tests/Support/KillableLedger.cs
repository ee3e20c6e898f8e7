using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Data.Tests.Support;

/// <summary>The real ledger in a process that can be killed before and after each of its steps.</summary>
internal sealed class KillableLedger(ISyncLedger ledger, CrashPoints crashes) : ISyncLedger
{
    public Task<LedgerSnapshot?> OpenAsync(CancellationToken cancellationToken) => StepAsync("open", () => ledger.OpenAsync(cancellationToken));

    public Task<RecentWrites> RecentWritesAsync(CancellationToken cancellationToken) => StepAsync("recent", () => ledger.RecentWritesAsync(cancellationToken));

    public Task<DateTimeOffset> RenewAsync(CancellationToken cancellationToken) => StepAsync("renew", () => ledger.RenewAsync(cancellationToken));

    public Task IntendAsync(IReadOnlyList<Intent> intents, IReadOnlyList<Conflict> conflicts, CancellationToken cancellationToken) =>
        StepAsync("intend", () => Nothing(ledger.IntendAsync(intents, conflicts, cancellationToken)));

    public Task RecordAsync(LedgerBatch batch, CancellationToken cancellationToken) =>
        StepAsync("record", () => Nothing(ledger.RecordAsync(batch, cancellationToken)));

    public Task CompleteAsync(RunReport report, CancellationToken cancellationToken) =>
        StepAsync("complete", () => Nothing(ledger.CompleteAsync(report, cancellationToken)));

    private static async Task<bool> Nothing(Task task)
    {
        await task;
        return true;
    }

    private async Task<T> StepAsync<T>(string name, Func<Task<T>> step)
    {
        crashes.Step("before " + name);
        var result = await step();
        crashes.Step("after " + name);
        return result;
    }
}
