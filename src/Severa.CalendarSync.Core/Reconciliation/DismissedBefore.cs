using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>Items whose link is lost, but not that they were dismissed: they rest as before (R16).</summary>
internal sealed class DismissedBefore
{
    private readonly PlanInput _input;
    private readonly List<Dismissal> _open;

    public DismissedBefore(PlanInput input)
    {
        _input = input;
        var linked = input.Links.Concat(input.Pending).Select(l => l.Id).ToHashSet();
        var made = input.Outlook.Items.Where(i => input.Policy.IsOurs(i.Stamp)).Concat(input.Severa.Items)
            .Where(i => i.MadeForLink is not null).ToLookup(i => i.MadeForLink!.Value);
        // What was made for the pair since says that it was woken before its link was lost.
        _open = [.. input.Dismissals.Where(d => !linked.Contains(d.LinkId) && made[d.LinkId].All(i => i.Key.Equals(d.Entry) || i.Key.Equals(d.Activity)))];
    }

    /// <summary>Takes what was dismissed out of both lists.</summary>
    public IEnumerable<SyncAction> Take(List<CalendarItem> entries, List<CalendarItem> activities)
    {
        var actions = new List<SyncAction>();
        foreach (var dismissal in _open)
        {
            var items = dismissal.Entry is null ? activities : entries;
            if (items.Find(i => Is(i, dismissal)) is { } item)
            {
                items.Remove(item);
                actions.Add(Rest(dismissal, item));
            }
        }

        return actions;
    }

    private static bool Is(CalendarItem item, Dismissal dismissal) => item.Activity is not null
        ? item.Key.Equals(dismissal.Activity)
        : item.Key.Equals(dismissal.Entry) || (!item.Key.IsOccurrence && item.Uid is not null && item.Uid == dismissal.Uid);

    private SyncAction Rest(Dismissal dismissal, CalendarItem item)
    {
        var link = Creations.NewLink(_input, dismissal.LinkId, dismissal.Origin);
        var remembered = item.Activity is null
            ? Creations.Activity(_input, link, item, dismissal.Reason).Link
            : Creations.Entry(_input, link, item, dismissal.Reason).Link;
        return new SyncAction
        {
            Kind = SyncActionKind.Dismiss,
            Target = item.Activity is null ? Side.Outlook : Side.Severa,
            Reason = dismissal.Reason,
            Link = remembered with { State = LinkState.Dismissed, StateReason = dismissal.Reason },
            Title = item.Content.Title,
        };
    }
}
