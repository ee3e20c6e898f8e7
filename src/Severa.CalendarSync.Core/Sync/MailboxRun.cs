using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>The steps of one run, in their order: settle, read, plan, brake, write.</summary>
internal sealed class MailboxRun(RunContext run, LedgerSnapshot snapshot)
{
    public async Task<(RunReport Report, SyncPlan? Plan)> ReconcileAsync(SyncWindow policyWindow, bool isPreview, CancellationToken cancellationToken)
    {
        var (pending, searchAt) = isPreview
            ? ([.. snapshot.OpenIntents.Select(i => i.Planned)], (DateTimeOffset?)null)
            : await new UnknownOutcomes(run).SettleAsync(snapshot.OpenIntents, cancellationToken);

        return await CompareAsync(new Settled(pending, searchAt), policyWindow, isPreview, cancellationToken);
    }

    private async Task<(RunReport Report, SyncPlan? Plan)> CompareAsync(Settled settled, SyncWindow policyWindow, bool isPreview, CancellationToken cancellationToken)
    {
        // Nothing that was read under other rules, or in another calendar folder, is taken as known.
        var isNewToUs = snapshot.PolicyHash != run.Policy.Hash || HasForeignLinks();
        var isFull = isNewToUs || snapshot.IsFullDue || snapshot.HoldAllDeletions || HasRequests() || snapshot.Window is null || snapshot.OutlookCursor is null;
        var window = isFull ? policyWindow : snapshot.Window!.Value;
        var (hasWork, againAt) = (HasWork(), Times.Earliest(settled.SearchAt, NextRetry()));
        var (outlook, severa) = await ReadAsync(window, isFull || hasWork, isNewToUs, cancellationToken);
        ReadingGuards.Check(run.Policy, snapshot, outlook);
        if (ReadingGuards.HasMoved(snapshot, outlook))
        {
            // The same calendar in another place (R19): everything is read, and the links are matched anew, as after a new proof.
            return await new MailboxRun(run, snapshot with { Epoch = outlook.Epoch, OutlookCursor = null }).CompareAsync(settled, policyWindow, isPreview, cancellationToken);
        }

        var isQuiet = outlook is SideReading.Unchanged && severa is SideReading.Unchanged && !hasWork;
        var plan = isQuiet ? new SyncPlan([], []) : await PlanAsync(outlook, severa, settled.Pending, window, cancellationToken);
        if (isPreview)
        {
            return (Ended(RunOutcome.Previewed), plan);
        }

        if (snapshot.ExpectedPlan is { } expected && !string.Equals(expected, plan.Fingerprint, StringComparison.Ordinal))
        {
            // Not what its owner agreed to: he looks again.
            return (Ended(RunOutcome.PlanMoved), plan);
        }

        var done = Compared(outlook, severa, isFull ? window : null, hasPending: settled.Pending.Count > 0) with { RunAgainAt = againAt };
        run.ChangeTimes = new ChangeTimes(outlook, severa);
        return (isQuiet ? done : await CarryOutAsync(plan, done, settled.Pending.Count > 0, cancellationToken), plan);
    }

    /// <summary>What the next run may rely on, provided that nothing of the plan is left.</summary>
    private RunReport Compared(SideReading outlook, SideReading severa, SyncWindow? fullWindow, bool hasPending)
    {
        var ended = Ended(RunOutcome.Unchanged) with { WasFull = fullWindow is not null, Epoch = outlook.Epoch };

        // For decisions nothing else was looked at: the first run after switching on compares everything by its own rules.
        return snapshot.OnlyDecisions ? ended : ended with
        {
            SawEveryDeletion = ended.WasFull && !hasPending,
            OutlookCursor = outlook.Cursor,
            SeveraCursor = severa.Cursor,
            Window = fullWindow,
            PolicyHash = run.Policy.Hash,
        };
    }

    public static RunReport Ended(RunOutcome outcome) => new() { Outcome = outcome, StartedAt = default, EndedAt = default };

    private async Task<(SideReading Outlook, SideReading Severa)> ReadAsync(SyncWindow window, bool readAll, bool isNewToUs, CancellationToken cancellationToken)
    {
        var readings = await Task.WhenAll(Read(Side.Outlook, snapshot.OutlookCursor), Read(Side.Severa, snapshot.SeveraCursor));
        return (readings[0], readings[1]);

        async Task<SideReading> Read(Side side, string? cursor)
        {
            using var span = SyncTelemetry.StartRead(side);
            var known = isNewToUs ? KnownVersions.None : new KnownVersions(run.Links, side, snapshot.OwnWrites, snapshot.AwaitedWrites);
            var reading = await run.SideOf(side).ReadAsync(readAll ? null : cursor, window, known, cancellationToken);
            span.Tell(reading);
            return reading;
        }
    }

    private async Task<SyncPlan> PlanAsync(
        SideReading outlook, SideReading severa, IReadOnlyList<Link> pending, SyncWindow window, CancellationToken cancellationToken)
    {
        var plan = await new PlanMaker(run, snapshot, pending, window).MakeAsync(outlook, severa, cancellationToken);
        if (!SafetyBrake.Concerns(plan))
        {
            return plan;
        }

        var recent = await run.Ledger.RecentWritesAsync(cancellationToken);
        var holdAll = snapshot.HoldAllDeletions || LostState.IsLost(run.Policy, run.Links, snapshot, outlook, severa);
        return SafetyBrake.Check(plan, run.Links, recent, run.Policy.Brake, holdAll);
    }

    private async Task<RunReport> CarryOutAsync(SyncPlan plan, RunReport done, bool isPending, CancellationToken cancellationToken)
    {
        if (plan.Actions.Count > 0)
        {
            await BeginAsync(cancellationToken);
        }

        var tally = await new PlanExecutor(run).RunAsync(plan, cancellationToken);
        return done with
        {
            Outcome = tally.HasRest || isPending ? RunOutcome.SucceededWithRest : RunOutcome.Succeeded,
            Counts = tally.Counts,
            // Links that were only matched anew are compared by the next run, and what nobody knows is made by it: it reads everything again.
            SawEveryDeletion = done.SawEveryDeletion && !tally.RunAgainNow,
            OutlookCursor = tally.HasMatchedAnew ? null : done.OutlookCursor,
            StopsDeletions = plan.StopsDeletions,
            RunAgainNow = tally.RunAgainNow,
            Lags = tally.Lags,
            RunAgainAt = Times.Earliest(done.RunAgainAt, tally.AgainAt),
        };
    }

    /// <summary>What an interruption must not leave behind is durable before the first action.</summary>
    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        var begin = new LedgerBatch
        {
            ChangesRules = snapshot.PolicyHash.Length > 0 && snapshot.PolicyHash != run.Policy.Hash,
            BeginsAgreedPlan = snapshot.ExpectedPlan is not null,
        };
        if (begin is { ChangesRules: true } or { BeginsAgreedPlan: true })
        {
            await run.Ledger.RecordAsync(begin, cancellationToken);
        }
    }

    /// <summary>What rests may stay behind in a folder of before for good: it is matched when it turns up.</summary>
    private bool HasForeignLinks() => snapshot.Epoch.Length > 0
        && run.Links.Exists(l => l is { State: LinkState.Active or LinkState.Held, Epoch.Length: > 0, Entry: not null } && l.Epoch != snapshot.Epoch);

    /// <summary>A person asked for something: it is decided on what both sides show now. What failed waits for its next try.</summary>
    private bool HasRequests() => snapshot.Undos.Count > 0 || snapshot.OnlyDecisions
        || run.Links.Exists(l => l.Decision != LinkDecision.None && !(l.SetAside?.RetryAt > run.Now()));

    /// <summary>Something waits that no reading reports: a request of a person, or a retry that is due.</summary>
    private bool HasWork() => HasRequests() || run.Links.Exists(l => l.SetAside is { } aside && aside.RetryAt <= run.Now());

    private DateTimeOffset? NextRetry() => run.Links.Select(l => l.SetAside?.RetryAt).Where(at => at > run.Now()).Min();

    /// <summary>What is left of earlier writes without an answer.</summary>
    /// <param name="Pending">Links that wait for such a write.</param>
    /// <param name="SearchAt">When they may be searched for.</param>
    private sealed record Settled(IReadOnlyList<Link> Pending, DateTimeOffset? SearchAt);
}
