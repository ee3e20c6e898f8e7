using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>Both halves are there: who changed what since both last agreed, and what is written where (R5, R8, R9).</summary>
internal static class PairRules
{
    /// <summary>The writes that make the pair agree; none, or one that writes nothing, where it agrees already.</summary>
    /// <param name="input">The run.</param>
    /// <param name="link">The pair as the ledger knows it.</param>
    /// <param name="entry">The entry as read.</param>
    /// <param name="activity">The activity as read.</param>
    /// <param name="quiet">What to call it when nothing has to be written: Refresh, Adopt, Wake or Rekey.</param>
    /// <param name="reason">Why the pair is looked at, where it is not for a change.</param>
    public static IEnumerable<SyncAction> Merge(
        PlanInput input, Link link, CalendarItem entry, CalendarItem activity, SyncActionKind quiet, Reason reason)
    {
        var changes = PairComparison.Of(input, link, entry, activity);
        var merged = Merged(input, link, entry, activity, changes);
        var title = entry.Content.Title;
        if (changes.ToSevera == ItemFields.None && changes.ToOutlook == ItemFields.None)
        {
            if (quiet != SyncActionKind.Refresh || merged != link)
            {
                var isNoted = quiet == SyncActionKind.Refresh && changes.OwnMeetingDiffers;
                yield return new SyncAction
                {
                    Kind = isNoted ? SyncActionKind.Skip : quiet,
                    Target = Side.Severa,
                    Reason = isNoted ? Reason.OwnMeetingDiffers : reason,
                    Link = merged,
                    Title = title,
                };
            }

            yield break;
        }

        if (changes.ToSevera != ItemFields.None)
        {
            yield return new SyncAction
            {
                Kind = changes.ToSevera == changes.SetBackInSevera ? SyncActionKind.SetBack : SyncActionKind.Update,
                Target = Side.Severa,
                Reason = PairReasons.InSevera(link, entry, changes, reason),
                // The other side's write follows: until it is done, the pair is looked at again.
                Link = changes.ToOutlook == ItemFields.None ? merged : merged with { SetAside = SetAside.UntilSecondWrite(input.Now) },
                Fields = changes.ToSevera,
                Content = changes.ProjectedEntry.Content,
                TypeId = changes.ToSevera.Has(ItemFields.Privacy) ? Projection.TypeFor(changes.ProjectedEntry.Content.Privacy, input.Policy) : null,
                Current = activity,
                Source = entry,
                BaseFields = ItemFields.All & ~changes.ToOutlook,
                Conflicts = Lost(input, link, changes, changes.ToSevera & (changes.Conflicting | changes.SetBackInSevera), Side.Outlook, title, activity, entry),
                Title = title,
            };
        }

        if (changes.ToOutlook != ItemFields.None)
        {
            var isSecond = changes.ToSevera != ItemFields.None;
            yield return new SyncAction
            {
                Kind = changes.ToOutlook == changes.SetBackInOutlook ? SyncActionKind.SetBack : SyncActionKind.Update,
                Target = Side.Outlook,
                Reason = PairReasons.InOutlook(link, activity, changes, reason),
                Link = merged,
                Fields = changes.ToOutlook,
                Content = changes.ProjectedActivity.Content,
                Current = entry,
                Source = activity,
                BaseFields = isSecond ? changes.ToOutlook : ItemFields.All,
                IsSecond = isSecond,
                Conflicts = Lost(input, link, changes, changes.ToOutlook & (changes.Conflicting | changes.SetBackInOutlook), Side.Severa, title, activity, entry),
                Title = title,
            };
        }
    }

    /// <summary>The half differs from what the ledger remembers of it.</summary>
    public static bool IsEdited(SyncPolicy policy, Link link, CalendarItem item)
    {
        var remembered = item.Activity is null ? link.Base.Outlook : link.Base.Severa;
        return (policy.Fingerprint.Of(item.Content).DifferenceTo(remembered) & ~ItemFields.ShowAs) != ItemFields.None;
    }

    private static Link Merged(PlanInput input, Link link, CalendarItem entry, CalendarItem activity, PairChanges changes)
    {
        var policy = input.Policy;
        var entryAfter = entry with { Content = entry.Content.With(changes.ToOutlook, changes.ProjectedActivity.Content) with { ShowAs = ShowAs.Busy } };
        var contentAfter = activity.Content.With(changes.ToSevera, changes.ProjectedEntry.Content);
        if (changes.ToSevera.Has(ItemFields.Privacy))
        {
            contentAfter = Projection.AsShownInSevera(contentAfter, Projection.TypeFor(changes.ProjectedEntry.Content.Privacy, policy), policy);
        }

        return link with
        {
            State = LinkState.Active,
            StateReason = Reason.None,
            Decision = LinkDecision.None,
            SetAside = null,
            Entry = new LinkHalf(entry.Key, entry.Version),
            Activity = new LinkHalf(activity.Key, activity.Version),
            Base = LinkBases.Of(entryAfter, activity with { Content = contentAfter }, policy),
            Epoch = input.Outlook.Epoch.Length > 0 ? input.Outlook.Epoch : link.Epoch,
            Uid = entry.Uid ?? link.Uid,
            EndsAt = LatestEnd(policy, entryAfter.Content, contentAfter),
            IsWithheld = changes.ProjectedEntry.IsWithheld,
            IsMeeting = changes.IsMeeting,
        };
    }

    public static DateTimeOffset LatestEnd(SyncPolicy policy, ItemContent one, ItemContent other)
    {
        var (first, second) = (one.When.Span(policy.Zone).End, other.When.Span(policy.Zone).End);
        return first > second ? first : second;
    }

    private static List<Conflict> Lost(
        PlanInput input, Link link, PairChanges changes, ItemFields fields, Side winner, string title, CalendarItem activity, CalendarItem entry) =>
        [.. fields.Each().Select(f => new Conflict(
            input.Now, link.Id, f, winner, title,
            changes.ProjectedEntry.IsWithheld ? changes.ProjectedEntry.Content.Canonical(f) : entry.Content.Canonical(f),
            activity.Content.Canonical(f)))];
}
