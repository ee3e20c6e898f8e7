using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>Takes writes out of a plan that something else undoes again and again.</summary>
internal static class OscillationRules
{
    public static IReadOnlyList<SyncAction> Check(PlanInput input, List<SyncAction> actions)
    {
        var links = input.Links.ToDictionary(l => l.Id);
        var endless = actions.Where(a => IsEndless(input, a, links.GetValueOrDefault(a.Link.Id))).Select(a => a.Link.Id).ToHashSet();
        endless.ExceptWith(Withholding.In(actions, links));
        return [.. actions.Where(a => !endless.Contains(a.Link.Id)), .. endless.Select(id => links[id]).Where(l => !Waits(input, l)).Select(l => Rest(input, l))];
    }

    private static bool IsEndless(PlanInput input, SyncAction action, Link? link) =>
        action is { Kind: SyncActionKind.Update or SyncActionKind.SetBack, UndoId: null }
        && link is { Decision: LinkDecision.None }
        && Oscillation.IsEndless(action, link.Trail, input.Policy.Fingerprint, input.Now);

    private static bool Waits(PlanInput input, Link link) => link.SetAside is { Code: Oscillation.Code } aside && aside.RetryAt > input.Now;

    private static SyncAction Rest(PlanInput input, Link link) => new()
    {
        Kind = SyncActionKind.Skip,
        Target = Side.Severa,
        Reason = Reason.Oscillates,
        Link = link with { SetAside = new SetAside(Oscillation.Code, (link.SetAside?.Attempts ?? 0) + 1, input.Now + Oscillation.Pause) },
        Code = Oscillation.Code,
    };
}
