using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>Links that are remembered and not synced: out of scope, or dismissed. They wake with their old base (R12).</summary>
internal sealed class RestingRules(PlanInput input, ActiveRules active)
{
    private static readonly TimeSpan DismissalKept = TimeSpan.FromDays(30);

    public IEnumerable<SyncAction> Dismissed(Link link, Halves halves)
    {
        if (halves.NoneSeen && link.EndsAt + DismissalKept < input.Now)
        {
            return [GoneRules.Forget(link) with { Reason = Reason.TooOld }];
        }

        if (link.StateReason == Reason.MeetingDismissed && halves.Activity is HalfView.Present { Item: var activity })
        {
            return Restored(link, halves, activity);
        }

        if (link.Decision == LinkDecision.BringBack)
        {
            return BroughtBack(link, halves);
        }

        var actions = link.StateReason == Reason.UndoneByPerson ? Undone(link, halves).ToList() : [];
        return actions.Count == 0 ? RememberedLonger(link, halves) : actions;
    }

    /// <summary>The owner restored the activity of his meeting (R25): it stays, also where the meeting is gone by now.</summary>
    private IEnumerable<SyncAction> Restored(Link link, Halves halves, CalendarItem activity) => halves.Entry is HalfView.Gone && !active.MayLiveOn(link)
        ? [GoneRules.EntryAnew(input, link, activity, Reason.BroughtBackByPerson)]
        : BroughtBack(link, halves);

    /// <summary>It stays dismissed until a month after its end, and ends later by now.</summary>
    private IEnumerable<SyncAction> RememberedLonger(Link link, Halves halves)
    {
        var seen = new[] { halves.Entry, halves.Activity }.OfType<HalfView.Present>().Select(p => p.Item.Content);
        var end = seen.Select(c => c.When.Span(input.Policy.Zone).End).Append(link.EndsAt).Max();
        return end == link.EndsAt ? [] : [new SyncAction
        {
            Kind = SyncActionKind.Refresh,
            Target = Side.Severa,
            Reason = link.StateReason,
            Link = link with { EndsAt = end },
            IsTold = false,
        }];
    }

    /// <summary>What was undone stays so until somebody changes it again (R25); an entry that was found for it since is remembered.</summary>
    private IEnumerable<SyncAction> Undone(Link link, Halves halves)
    {
        var survivor = (halves.Entry as HalfView.Present ?? halves.Activity as HalfView.Present)?.Item;
        if (survivor is not null && PairRules.IsEdited(input.Policy, link, survivor))
        {
            return active.Plan(link with { StateReason = Reason.None }, halves, SyncActionKind.Wake, Reason.BackInScope);
        }

        if (halves.Entry is not HalfView.Present { Item: var entry } || link.Entry!.Version.Length > 0)
        {
            return [];
        }

        var known = LinkRules.RekeyOnly(link, entry, Reason.UndoneByPerson);
        return [known with { Link = known.Link with { Entry = new LinkHalf(entry.Key, entry.Version) }, IsTold = false }];
    }

    public IEnumerable<SyncAction> Dormant(Link link, Halves halves)
    {
        switch (link.Decision)
        {
            case LinkDecision.RemoveCopy:
                return CopyRemoved(link, halves);
            case LinkDecision.BringBack:
                return BroughtBack(link, halves);
        }

        var wakesByItself = link.StateReason is Reason.OutOfWindow or Reason.TypeNotTicked or Reason.ProjectTask or Reason.PrivateNotSynced or Reason.SeriesTooLong;
        if (!wakesByItself || halves.Unsure is not null)
        {
            return [];
        }

        var isSeen = link.StateReason switch
        {
            Reason.OutOfWindow => IsSeen(halves),
            // Only a complete reading counts the occurrences.
            Reason.SeriesTooLong => input.Outlook.IsFull && IsSeen(halves),
            _ => halves.Entry is HalfView.Present || halves.Activity is HalfView.Present,
        };
        return isSeen ? active.Plan(link, halves, SyncActionKind.Wake, Reason.BackInScope) : [];
    }

    private IEnumerable<SyncAction> BroughtBack(Link link, Halves halves)
    {
        var (left, seen) = WithoutGone(link with { StateReason = Reason.BroughtBackByPerson }, halves);
        return active.PlanKeeping(left, seen, Reason.BroughtBackByPerson, kept: link.State == LinkState.Dismissed ? Reason.KeptForSeveraEdits : link.StateReason);
    }

    /// <summary>Wanted back: what is gone is to be made again, and takes nothing with it.</summary>
    private (Link Link, Halves Halves) WithoutGone(Link link, Halves halves) => halves switch
    {
        _ when active.IsLeftOut(link) => (link, halves),
        { Entry: HalfView.Gone } when !active.MayLiveOn(link) => (link with { Entry = null }, halves with { Entry = new HalfView.None() }),
        { Activity: HalfView.Gone } => (link with { Activity = null }, halves with { Activity = new HalfView.None() }),
        _ => (link, halves),
    };

    /// <summary>
    /// The half this service made goes, the other stays and the pair goes on resting: only Severa-born entries in Outlook and
    /// Outlook-born activities in Severa, none that is a meeting, carries business data, is shared, or was edited since.
    /// </summary>
    private IEnumerable<SyncAction> CopyRemoved(Link link, Halves halves)
    {
        var (copy, target) = link.Origin == Origin.Severa ? (halves.Entry, Side.Outlook) : (halves.Activity, Side.Severa);
        return copy switch
        {
            HalfView.Present { Item: var item } when IsOnlyACopy(item) && !PairRules.IsEdited(input.Policy, link, item) => [GoneRules.CopyRemoved(link, target, item)],
            // Its key must not be remembered: when the pair wakes, a half that is gone would take the other with it. In another folder it may live on.
            HalfView.Gone when target == Side.Severa || !Rematching.IsForeign(input, link) => [GoneRules.Sleep(link.WithHalf(target, null), link.StateReason, null) with { IsTold = false }],
            HalfView.Present or HalfView.Gone or HalfView.None => [GoneRules.Sleep(link, link.StateReason, null) with { IsTold = false }],
            HalfView.Unsure { Code: var code } => [active.Damaged(link, code)],
            _ => active.LookUp(link, halves),
        };
    }

    private static bool IsOnlyACopy(CalendarItem item) =>
        item.Entry is not { HasAttendees: true } && item.Activity is not ({ HasBusinessData: true } or { IsOwner: false });

    private bool IsSeen(Halves halves) => Seen(Side.Outlook, halves.Entry) || Seen(Side.Severa, halves.Activity);

    private bool Seen(Side side, HalfView view) => view is HalfView.Present || (view is HalfView.AsKnown && input.View(side).IsFull);
}
