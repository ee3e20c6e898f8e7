using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>Asks the reconciler for a plan, and the sides for what it wants to know first, until nothing is open (R11).</summary>
internal sealed class PlanMaker(RunContext run, LedgerSnapshot snapshot, IReadOnlyList<Link> pending, SyncWindow window)
{
    /// <summary>Each round of look-ups can raise new questions, but only a few.</summary>
    private const int MostRounds = 5;
    private const int LookUpsPerCall = 50;

    private readonly Dictionary<Side, Dictionary<ItemKey, Sighting>> _answers = new() { [Side.Outlook] = [], [Side.Severa] = [] };

    public async Task<SyncPlan> MakeAsync(SideReading outlook, SideReading severa, CancellationToken cancellationToken)
    {
        for (var round = 0; ; round++)
        {
            var plan = Reconciler.Plan(Input(outlook, severa));
            if (plan.Suspects.Count == 0)
            {
                return plan;
            }

            if (round == MostRounds)
            {
                throw new InvalidOperationException("The plan keeps asking about the same items.");
            }

            foreach (var side in plan.Suspects.GroupBy(s => s.Side))
            {
                await LookUpAsync(side.Key, [.. side.Select(s => s.Key)], cancellationToken);
            }
        }
    }

    private PlanInput Input(SideReading outlook, SideReading severa) => new()
    {
        Outlook = new SideView(Side.Outlook, outlook, _answers[Side.Outlook]),
        Severa = new SideView(Side.Severa, severa, _answers[Side.Severa]),
        Links = run.Links,
        Pending = pending,
        Dismissals = snapshot.Dismissals,
        Undos = snapshot.Undos,
        OnlyDecisions = snapshot.OnlyDecisions,
        Policy = run.Policy,
        Window = window,
        WindowBefore = snapshot.Window,
        HasNewRules = snapshot.PolicyHash != run.Policy.Hash,
        Now = run.Now(),
    };

    private async Task LookUpAsync(Side side, IReadOnlyList<ItemKey> keys, CancellationToken cancellationToken)
    {
        foreach (var chunk in keys.Chunk(LookUpsPerCall))
        {
            await run.EnsureLeaseAsync(run.SideOf(side).Traits.LongestCall, cancellationToken);
            var sightings = await run.SideOf(side).LookUpAsync(chunk, cancellationToken);
            for (var i = 0; i < chunk.Length; i++)
            {
                _answers[side][chunk[i]] = sightings[i];
            }
        }
    }
}
