using Microsoft.Extensions.Logging;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>One run of one mailbox: read, plan, ask about the missing, brake, write.</summary>
public sealed partial class MailboxSync(ISyncLedger ledger, ICalendarSide outlook, ICalendarSide severa, TimeProvider time, ILogger logger)
{
    /// <summary>Each round of look-ups can raise new questions, but only a few.</summary>
    private const int MostLookUpRounds = 5;
    private const int LookUpsPerCall = 50;

    /// <summary>The source of operation ids; a test gives its own.</summary>
    public required Func<Guid> NewId { get; init; }

    /// <returns>What happened; null while another worker has the mailbox.</returns>
    public async Task<RunReport?> RunAsync(SyncPolicy policy, SyncWindow window, CancellationToken cancellationToken) =>
        (await RunAsync(policy, window, isPreview: false, cancellationToken)).Report;

    /// <summary>The very plan a run would carry out now. Changes nothing.</summary>
    public async Task<SyncPlan?> PreviewAsync(SyncPolicy policy, SyncWindow window, CancellationToken cancellationToken) =>
        (await RunAsync(policy, window, isPreview: true, cancellationToken)).Plan;

    private async Task<(RunReport? Report, SyncPlan? Plan)> RunAsync(SyncPolicy policy, SyncWindow window, bool isPreview, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        var snapshot = await ledger.OpenAsync(cancellationToken);
        if (snapshot is null)
        {
            return (null, null);
        }

        try
        {
            var run = new RunContext(ledger, outlook, severa, policy, time, NewId) { Links = [.. snapshot.Links] };
            var (report, plan) = await ReconcileAsync(run, snapshot, window, isPreview, cancellationToken);
            return (await EndAsync(policy, report, startedAt), plan);
        }
        catch (SideException e) when (!isPreview)
        {
            return (await EndAsync(policy, Failed(e), startedAt), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (await EndAsync(policy, Ended(RunOutcome.Interrupted) with { RunAgainNow = !isPreview }, startedAt), null);
        }
        catch (Exception e) when (e is not LeaseLostException)
        {
            // Not ours to judge: the mailbox waits its turn, and whoever started the run hears of it.
            var outcome = isPreview ? RunOutcome.Previewed : RunOutcome.Failed;
            await EndAsync(policy, Ended(outcome) with { ErrorNumber = SideException.Unnumbered, ErrorCode = e.GetType().Name }, startedAt);
            throw;
        }
    }

    /// <summary>The lease is given back even while the service is stopping.</summary>
    private async Task<RunReport> EndAsync(SyncPolicy policy, RunReport report, DateTimeOffset startedAt)
    {
        var ended = report with { StartedAt = startedAt, EndedAt = time.GetUtcNow() };
        await ledger.CompleteAsync(ended, CancellationToken.None);
        LogRun(policy.MailboxId, ended.Outcome, ended.WasFull, ended.Counts.Writes, ended.Counts.SetAside, ended.Counts.Held, ended.ErrorNumber);
        return ended;
    }

    private async Task<(RunReport Report, SyncPlan? Plan)> ReconcileAsync(
        RunContext run, LedgerSnapshot snapshot, SyncWindow policyWindow, bool isPreview, CancellationToken cancellationToken)
    {
        var (pending, searchAt) = isPreview
            ? ([.. snapshot.OpenIntents.Select(i => i.Planned)], (DateTimeOffset?)null)
            : await new UnknownOutcomes(run).SettleAsync(snapshot.OpenIntents, cancellationToken);

        var folderChanged = await LetGoOfOtherFolderAsync(run, snapshot, isPreview, cancellationToken);
        var rulesChanged = snapshot.PolicyHash != run.Policy.Hash || folderChanged;
        var isFull = snapshot.IsFullDue || snapshot.HoldAllDeletions || rulesChanged || snapshot.Window is null || snapshot.OutlookCursor is null;
        var window = isFull ? policyWindow : snapshot.Window!.Value;
        var hasWork = HasWork(run);
        var (readOutlook, readSevera) = await ReadAsync(run, snapshot, window, isFull || hasWork, rulesChanged, cancellationToken);
        GuardEpoch(snapshot, readOutlook);

        var done = Ended(RunOutcome.Unchanged) with
        {
            WasFull = isFull,
            OutlookCursor = readOutlook.Cursor,
            SeveraCursor = readSevera.Cursor,
            Epoch = readOutlook.Epoch,
            Window = isFull ? window : null,
            PolicyHash = run.Policy.Hash,
            RunAgainAt = Earliest(searchAt, NextRetry(run)),
        };
        if (readOutlook is SideReading.Unchanged && readSevera is SideReading.Unchanged && !hasWork)
        {
            return (done, new SyncPlan([], []));
        }

        var plan = await PlanAsync(run, readOutlook, readSevera, pending, window, cancellationToken);
        if (SafetyBrake.Concerns(plan))
        {
            var recent = await run.Ledger.RecentWritesAsync(cancellationToken);
            plan = SafetyBrake.Check(plan, run.Links, recent, run.Policy.Brake, snapshot.HoldAllDeletions);
        }

        if (isPreview)
        {
            return (Ended(RunOutcome.Previewed), plan);
        }

        var tally = await new PlanExecutor(run).RunAsync(plan, cancellationToken);
        return (done with
        {
            Outcome = tally.HasRest || pending.Count > 0 ? RunOutcome.SucceededWithRest : RunOutcome.Succeeded,
            Counts = tally.Counts,
            RunAgainNow = tally.RunAgainNow,
            RunAgainAt = Earliest(done.RunAgainAt, tally.AgainAt),
        }, plan);
    }

    private static async Task<(SideReading Outlook, SideReading Severa)> ReadAsync(
        RunContext run, LedgerSnapshot snapshot, SyncWindow window, bool readAll, bool rulesChanged, CancellationToken cancellationToken)
    {
        var readings = await Task.WhenAll(Read(Side.Outlook, snapshot.OutlookCursor), Read(Side.Severa, snapshot.SeveraCursor));
        return (readings[0], readings[1]);

        Task<SideReading> Read(Side side, string? cursor)
        {
            var known = rulesChanged ? KnownVersions.None : new KnownVersions(run.Links, side, snapshot.OwnWrites);
            return run.SideOf(side).ReadAsync(readAll ? null : cursor, window, known, cancellationToken);
        }
    }

    /// <summary>Another calendar folder under the same address: its ids mean nothing here, and nobody proved that it is the user's (R11, R23).</summary>
    private static void GuardEpoch(LedgerSnapshot snapshot, SideReading outlook)
    {
        if (snapshot.Epoch.Length > 0 && outlook.Epoch.Length > 0 && !string.Equals(snapshot.Epoch, outlook.Epoch, StringComparison.Ordinal))
        {
            throw new SideException(17, ErrorScope.Mailbox, isPermanent: true, "CalendarFolderChanged");
        }
    }

    /// <summary>
    /// The owner has proved another calendar folder: ids of the old one say nothing there, least of all that something is gone.
    /// Its pairs are matched anew before anything is made; what he dismissed stays dismissed.
    /// </summary>
    private static async Task<bool> LetGoOfOtherFolderAsync(RunContext run, LedgerSnapshot snapshot, bool isPreview, CancellationToken cancellationToken)
    {
        var foreign = run.Links.FindAll(l => snapshot.Epoch.Length > 0 && l.Epoch.Length > 0 && l.Epoch != snapshot.Epoch && l.State != LinkState.Dismissed);
        if (foreign.Count == 0)
        {
            return false;
        }

        if (!isPreview)
        {
            await run.Ledger.RecordAsync(new LedgerBatch { ForgottenLinks = foreign.ConvertAll(l => l.Id) }, cancellationToken);
        }

        run.Links.RemoveAll(foreign.Contains);
        return true;
    }

    private async Task<SyncPlan> PlanAsync(
        RunContext run, SideReading readOutlook, SideReading readSevera, IReadOnlyList<Link> pending, SyncWindow window, CancellationToken cancellationToken)
    {
        var answers = new Dictionary<Side, Dictionary<ItemKey, Sighting>> { [Side.Outlook] = [], [Side.Severa] = [] };
        for (var round = 0; ; round++)
        {
            var plan = Reconciler.Plan(new PlanInput
            {
                Outlook = new SideView(Side.Outlook, readOutlook, answers[Side.Outlook]),
                Severa = new SideView(Side.Severa, readSevera, answers[Side.Severa]),
                Links = run.Links,
                Pending = pending,
                Policy = run.Policy,
                Window = window,
                Now = time.GetUtcNow(),
            });
            if (plan.Suspects.Count == 0)
            {
                return plan;
            }

            if (round == MostLookUpRounds)
            {
                throw new InvalidOperationException("The plan keeps asking about the same items.");
            }

            foreach (var side in plan.Suspects.GroupBy(s => s.Side))
            {
                await LookUpAsync(run, side.Key, [.. side.Select(s => s.Key)], answers[side.Key], cancellationToken);
            }
        }
    }

    private static async Task LookUpAsync(
        RunContext run, Side side, IReadOnlyList<ItemKey> keys, Dictionary<ItemKey, Sighting> answers, CancellationToken cancellationToken)
    {
        foreach (var chunk in keys.Chunk(LookUpsPerCall))
        {
            await run.EnsureLeaseAsync(run.SideOf(side).Traits.LongestCall, cancellationToken);
            var sightings = await run.SideOf(side).LookUpAsync(chunk, cancellationToken);
            for (var i = 0; i < chunk.Length; i++)
            {
                answers[chunk[i]] = sightings[i];
            }
        }
    }

    /// <summary>Something waits that no reading reports: a retry that is due, or a person's decision.</summary>
    private bool HasWork(RunContext run) => run.Links.Exists(l =>
        l.SetAside is { } aside ? aside.RetryAt <= time.GetUtcNow() : l is { State: LinkState.Held, Decision: not LinkDecision.None });

    private static DateTimeOffset? NextRetry(RunContext run) =>
        run.Links.Select(l => l.SetAside?.RetryAt).Where(at => at > run.Now()).Min();

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) => one is null ? other : other is null || one < other ? one : other;

    private RunReport Failed(SideException error) => Ended(RunOutcome.Failed) with
    {
        ErrorNumber = error.Number,
        ErrorCode = error.Code,
        ErrorIsPermanent = error.IsPermanent,
        ErrorScope = error.Scope,
        RetryAfter = error.RetryAfter,
    };

    private RunReport Ended(RunOutcome outcome) => new() { Outcome = outcome, StartedAt = time.GetUtcNow(), EndedAt = time.GetUtcNow() };

    [LoggerMessage(Level = LogLevel.Information, Message = "Run of mailbox {MailboxId}: {Outcome}, full {WasFull}, {Writes} writes, {SetAside} set aside, {Held} held, error {ErrorNumber}")]
    private partial void LogRun(Guid mailboxId, RunOutcome outcome, bool wasFull, int writes, int setAside, int held, int? errorNumber);
}
