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
        var changes = Compare(input.Policy, link, entry, activity);
        var merged = Merged(input, link, entry, activity, changes);
        var title = entry.Content.Title;
        if (changes.ToSevera == ItemFields.None && changes.ToOutlook == ItemFields.None)
        {
            if (quiet != SyncActionKind.Refresh || merged != link)
            {
                yield return new SyncAction { Kind = quiet, Target = Side.Severa, Reason = reason, Link = merged, Title = title };
            }

            yield break;
        }

        if (changes.ToSevera != ItemFields.None)
        {
            yield return new SyncAction
            {
                Kind = changes.ToSevera == changes.SetBackInSevera ? SyncActionKind.SetBack : SyncActionKind.Update,
                Target = Side.Severa,
                Reason = ReasonInSevera(link, entry, changes, reason),
                // The other side's write follows: until it is done, the pair is looked at again.
                Link = changes.ToOutlook == ItemFields.None ? merged : merged with { SetAside = SetAside.UntilSecondWrite(input.Now) },
                Fields = changes.ToSevera,
                Content = changes.ProjectedEntry.Content,
                TypeId = changes.ToSevera.Has(ItemFields.Privacy) ? Projection.TypeFor(changes.ProjectedEntry.Content.Privacy, input.Policy) : null,
                Current = activity,
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
                Reason = ReasonInOutlook(link, activity, changes, reason),
                Link = merged,
                Fields = changes.ToOutlook,
                Content = changes.ProjectedActivity.Content,
                Current = entry,
                BaseFields = isSecond ? changes.ToOutlook : ItemFields.All,
                IsSecond = isSecond,
                Conflicts = Lost(input, link, changes, changes.ToOutlook & (changes.Conflicting | changes.SetBackInOutlook), Side.Severa, title, activity, entry),
                Title = title,
            };
        }
    }

    /// <summary>The activity differs from what the ledger remembers of it.</summary>
    public static bool IsEdited(SyncPolicy policy, Link link, CalendarItem item)
    {
        var remembered = item.Activity is null ? link.Base.Outlook : link.Base.Severa;
        return (policy.Fingerprint.Of(item.Content).DifferenceTo(remembered) & ~ItemFields.ShowAs) != ItemFields.None;
    }

    internal static PairChanges Compare(SyncPolicy policy, Link link, CalendarItem entry, CalendarItem activity)
    {
        var print = policy.Fingerprint;
        var projectedEntry = Projection.ToSevera(entry, policy);
        var projectedActivity = Projection.ToOutlook(activity, policy, entry.Entry, projectedEntry.IsWithheld);
        var (fromEntry, fromActivity) = (print.Of(projectedEntry.Content), print.Of(projectedActivity.Content));
        var (readEntry, readActivity) = (print.Of(entry.Content), print.Of(activity.Content));

        var isMeeting = entry.Entry is { HasAttendees: true };
        var isOwner = activity.Activity is not { IsOwner: false };
        const ItemFields settable = ItemFields.Text | ItemFields.When;

        // What the activity may not change in Outlook: everything of a meeting, what is masked, what Severa holds shortened.
        var closedToSevera = (isMeeting ? ItemFields.All : projectedActivity.Masked) | link.Base.LossyInSevera;
        var closedToOutlook = isMeeting ? ItemFields.None : link.Base.LossyInOutlook;
        var inOutlook = fromEntry.DifferenceTo(link.Base.OutlookProjected) & ~projectedEntry.Masked & ~closedToOutlook;
        var inSevera = fromActivity.DifferenceTo(link.Base.SeveraProjected) & ~closedToSevera;

        var sameInSevera = ItemFields.All & ~fromEntry.DifferenceTo(readActivity);
        var sameInOutlook = ItemFields.All & ~fromActivity.DifferenceTo(readEntry) & ~ItemFields.ShowAs;

        // Only the owner's link sets an activity back (R24).
        var setBackInSevera = isOwner
            ? readActivity.DifferenceTo(link.Base.Severa) & closedToSevera & settable & ~sameInSevera
            : ItemFields.None;
        var setBackInOutlook = readEntry.DifferenceTo(link.Base.Outlook) & closedToOutlook & settable & ~sameInOutlook;

        var both = inOutlook & inSevera;
        var conflicting = both & ~(sameInSevera | sameInOutlook);
        var outlookWins = Winner(policy, entry, activity) == Side.Outlook;

        var toSevera = ((inOutlook & ~inSevera) | (outlookWins ? conflicting : ItemFields.None)) & ~sameInSevera;
        var toOutlook = ((inSevera & ~inOutlook) | (outlookWins ? ItemFields.None : conflicting)) & ~sameInOutlook;
        if (!isOwner)
        {
            // A participant's meeting or privacy says nothing about the shared activity.
            toSevera &= isMeeting ? ItemFields.None : ~ItemFields.Privacy;
        }

        return new PairChanges(
            projectedEntry, projectedActivity, toSevera | setBackInSevera, toOutlook | setBackInOutlook,
            conflicting, setBackInSevera, setBackInOutlook, isMeeting);
    }

    /// <summary>R9: latest by provider time; within the uncertainty, and for occurrences always, Outlook.</summary>
    private static Side Winner(SyncPolicy policy, CalendarItem entry, CalendarItem activity)
    {
        switch (policy.Winner)
        {
            case ConflictWinner.Outlook:
                return Side.Outlook;
            case ConflictWinner.Severa:
                return Side.Severa;
        }

        var lead = activity.ModifiedAt - entry.ModifiedAt;
        return !entry.Key.IsOccurrence && lead > policy.ClockUncertainty ? Side.Severa : Side.Outlook;
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

    private static Reason ReasonInSevera(Link link, CalendarItem entry, PairChanges changes, Reason reason)
    {
        if (changes.ToSevera == changes.SetBackInSevera)
        {
            return changes switch
            {
                { IsMeeting: true } => Reason.MeetingIsReadOnly,
                { ProjectedEntry.IsWithheld: true } => Reason.WithheldText,
                _ => (changes.SetBackInSevera & link.Base.LossyInSevera) != ItemFields.None ? Reason.ShortenedText : Reason.OnlineMeetingNotes,
            };
        }

        return (changes.ToSevera & changes.Conflicting) != ItemFields.None
            ? Reason.ConflictOutlookWins
            : Changed(link.Entry?.Version != entry.Version, Reason.ChangedInOutlook, reason);
    }

    private static Reason ReasonInOutlook(Link link, CalendarItem activity, PairChanges changes, Reason reason)
    {
        if (changes.ToOutlook == changes.SetBackInOutlook)
        {
            return Reason.ShortenedText;
        }

        return (changes.ToOutlook & changes.Conflicting) != ItemFields.None
            ? Reason.ConflictSeveraWins
            : Changed(link.Activity?.Version != activity.Version, Reason.ChangedInSevera, reason);
    }

    private static Reason Changed(bool isNewVersion, Reason changed, Reason otherwise) =>
        isNewVersion ? changed : otherwise is Reason.OwnWriteSeen ? Reason.RulesChanged : otherwise;

    private static List<Conflict> Lost(
        PlanInput input, Link link, PairChanges changes, ItemFields fields, Side winner, string title, CalendarItem activity, CalendarItem entry) =>
        [.. fields.Each().Select(f => new Conflict(
            input.Now, link.Id, f, winner, title,
            changes.ProjectedEntry.IsWithheld ? changes.ProjectedEntry.Content.Canonical(f) : entry.Content.Canonical(f),
            activity.Content.Canonical(f)))];
}

/// <summary>What <see cref="PairRules"/> found.</summary>
internal sealed record PairChanges(
    Projected ProjectedEntry,
    Projected ProjectedActivity,
    ItemFields ToSevera,
    ItemFields ToOutlook,
    ItemFields Conflicting,
    ItemFields SetBackInSevera,
    ItemFields SetBackInOutlook,
    bool IsMeeting);
