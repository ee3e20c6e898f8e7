using Microsoft.Extensions.Logging.Abstractions;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Runs;

/// <summary>One user's world, and everything a run says to the ledger and asks of the sides.</summary>
internal sealed class RunKit : ISyncLedger
{
    private readonly SpySide _outlook;
    private readonly SpySide _severa;

    public RunKit()
    {
        _outlook = new SpySide(World.Outlook, () => Before("read"));
        _severa = new SpySide(World.Severa, () => { });
    }

    public TestWorld World { get; } = new();

    /// <summary>Readings of Outlook since the last run began.</summary>
    public List<(string? Cursor, SyncWindow Window, IKnownVersions Known)> Readings => _outlook.Readings;

    public List<IReadOnlyList<Intent>> Intended { get; } = [];

    public List<LedgerBatch> Recorded { get; } = [];

    public int Renewals { get; private set; }

    /// <summary>What the run meets before it reads Outlook, and before each transaction.</summary>
    public Action<string> Before { get; set; } = _ => { };

    public Func<LedgerSnapshot, LedgerSnapshot?> Opened { get; set; } = snapshot => snapshot;

    public Task<RunReport?> RunAsync(CancellationToken cancellationToken = default)
    {
        Clear();
        return Sync().RunAsync(World.Policy, World.Window, cancellationToken);
    }

    public Task<SyncPlan?> PreviewAsync(CancellationToken cancellationToken = default)
    {
        Clear();
        return Sync().PreviewAsync(World.Policy, World.Window, cancellationToken);
    }

    public async Task<LedgerSnapshot?> OpenAsync(CancellationToken cancellationToken) => Opened((await World.Ledger.OpenAsync(cancellationToken))!);

    public Task<RecentWrites> RecentWritesAsync(CancellationToken cancellationToken) => World.Ledger.RecentWritesAsync(cancellationToken);

    public Task<DateTimeOffset> RenewAsync(CancellationToken cancellationToken)
    {
        Renewals++;
        return World.Ledger.RenewAsync(cancellationToken);
    }

    public Task IntendAsync(IReadOnlyList<Intent> intents, IReadOnlyList<Conflict> conflicts, CancellationToken cancellationToken)
    {
        Before("intend");
        Intended.Add(intents);
        return World.Ledger.IntendAsync(intents, conflicts, cancellationToken);
    }

    public Task RecordAsync(LedgerBatch batch, CancellationToken cancellationToken)
    {
        Before("record");
        cancellationToken.ThrowIfCancellationRequested();
        Recorded.Add(batch);
        return World.Ledger.RecordAsync(batch, cancellationToken);
    }

    public Task CompleteAsync(RunReport report, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return World.Ledger.CompleteAsync(report, cancellationToken);
    }

    private void Clear()
    {
        Readings.Clear();
        Intended.Clear();
        Recorded.Clear();
        Renewals = 0;
    }

    private MailboxSync Sync() => new(this, _outlook, _severa, World.Time, NullLogger.Instance) { NewId = Guid.NewGuid };

    private sealed class SpySide(ICalendarSide inner, Action beforeReading) : ICalendarSide
    {
        public List<(string? Cursor, SyncWindow Window, IKnownVersions Known)> Readings { get; } = [];

        public SideTraits Traits => inner.Traits;

        public Task<SideReading> ReadAsync(string? cursor, SyncWindow window, IKnownVersions known, CancellationToken cancellationToken)
        {
            beforeReading();
            Readings.Add((cursor, window, known));
            return inner.ReadAsync(cursor, window, known, cancellationToken);
        }

        public Task<IReadOnlyList<Sighting>> LookUpAsync(IReadOnlyList<ItemKey> keys, CancellationToken cancellationToken) => inner.LookUpAsync(keys, cancellationToken);

        public Task<IReadOnlyList<CalendarItem>> FindAsync(Guid linkId, CancellationToken cancellationToken) => inner.FindAsync(linkId, cancellationToken);

        public Task<ItemKey?> FindRemovedAsync(Guid linkId, Guid operationId, CancellationToken cancellationToken) => inner.FindRemovedAsync(linkId, operationId, cancellationToken);

        public Task<IReadOnlyList<string?>> ReadNotesHtmlAsync(IReadOnlyList<ItemKey> keys, CancellationToken cancellationToken) => inner.ReadNotesHtmlAsync(keys, cancellationToken);

        public Task<IReadOnlyList<WriteOutcome>> CreateAsync(IReadOnlyList<ItemDraft> drafts, CancellationToken cancellationToken) => inner.CreateAsync(drafts, cancellationToken);

        public Task<IReadOnlyList<WriteOutcome>> UpdateAsync(IReadOnlyList<ItemUpdate> updates, CancellationToken cancellationToken) => inner.UpdateAsync(updates, cancellationToken);

        public Task<IReadOnlyList<WriteOutcome>> DeleteAsync(IReadOnlyList<ItemDelete> deletes, CancellationToken cancellationToken) => inner.DeleteAsync(deletes, cancellationToken);
    }
}
