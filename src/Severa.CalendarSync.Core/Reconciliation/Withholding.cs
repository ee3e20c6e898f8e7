using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>What colleagues could read and may not any longer (R3): it is hidden at once, whatever else of the pair has to wait.</summary>
internal static class Withholding
{
    /// <summary>The entry is private, and its activity can still be read.</summary>
    /// <param name="policy">The rules.</param>
    /// <param name="link">The pair as the ledger knows it.</param>
    /// <param name="entry">The entry as read.</param>
    /// <param name="activity">The activity, where it was read.</param>
    public static bool IsDue(SyncPolicy policy, Link link, CalendarItem entry, CalendarItem? activity)
    {
        var shown = Projection.ToSevera(entry, AsIfSynced(policy), activity?.Activity);
        return shown.IsWithheld ? !link.IsWithheld : shown.Content.Privacy == Privacy.Private && !IsPrivate(policy, link, activity);
    }

    /// <summary>Where private entries are not synced, one that is linked already is withheld.</summary>
    public static SyncPolicy AsIfSynced(SyncPolicy policy) =>
        policy.PrivateWithoutType == PrivateRule.DoNotSync ? policy with { PrivateWithoutType = PrivateRule.Withhold } : policy;

    private static bool IsPrivate(SyncPolicy policy, Link link, CalendarItem? activity) => activity is null
        ? link.Base.Severa.Privacy == policy.Fingerprint.Of(ItemFields.Privacy, nameof(Privacy.Private))
        : activity.Content.Privacy == Privacy.Private;

    /// <summary>The pairs of which some write hides something.</summary>
    public static HashSet<Guid> In(IEnumerable<SyncAction> actions, IReadOnlyDictionary<Guid, Link> known) =>
        [.. actions.Where(a => IsDoneBy(a, known.GetValueOrDefault(a.Link.Id))).Select(a => a.Link.Id)];

    private static bool IsDoneBy(SyncAction action, Link? known) =>
        action is { Kind: SyncActionKind.Update, Target: Side.Severa, UndoId: null, Content: { } content }
        && ((action.Link.IsWithheld && known is { IsWithheld: false }) || (action.Fields.Has(ItemFields.Privacy) && content.Privacy == Privacy.Private));
}
