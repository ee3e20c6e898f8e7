using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>Items without a link: dismissed before, matched with each other, or made on the other side (R15, R16).</summary>
internal sealed class NewItems(PlanInput input, SeriesBudget budget, ISet<SideKey> suspects)
{
    private readonly SyncPolicy _policy = input.Policy;
    private readonly Adoptions _adoptions = new(input, suspects);
    private readonly UnclearEntries _unclear = new(input);
    private readonly HashSet<Guid> _linkIds = [.. input.Links.Select(l => l.Id)];

    /// <summary>Ids of pairs that exist, or that items were made for.</summary>
    private readonly HashSet<Guid> _takenIds =
    [
        .. input.Links.Concat(input.Pending).Select(l => l.Id),
        .. input.Dismissals.Select(d => d.LinkId),
        .. input.Outlook.Items.Concat(input.Severa.Items).Select(i => i.MadeForLink).OfType<Guid>(),
    ];

    /// <summary>Some entries that no link has cannot be read.</summary>
    private readonly bool _hidesEntries = input.Outlook.Unreadable.Select(u => u.Key).Except(input.Links.Select(l => l.Entry?.Key).OfType<ItemKey>()).Any();

    /// <param name="entries">Entries no link has.</param>
    /// <param name="activities">Activities no link has.</param>
    /// <param name="mayCreate">Not while links of another calendar folder are being matched (R19).</param>
    public IEnumerable<SyncAction> Plan(IReadOnlyList<CalendarItem> entries, IReadOnlyList<CalendarItem> activities, bool mayCreate)
    {
        var restEntries = entries.Where(e => ScopeRules.IsInWindow(input, e)).ToList();
        var restActivities = activities.Where(a => ScopeRules.IsInWindow(input, a)).ToList();
        var beyond = activities.Except(restActivities).ToList();

        var actions = new DismissedBefore(input).Take(restEntries, restActivities).ToList();
        foreach (var (entry, activity, reason) in _adoptions.Take(restEntries, restActivities, beyond, CanBePaired))
        {
            actions.AddRange(Adopt(entry, activity, reason));
        }

        actions.AddRange(restEntries.Where(e => budget.IsExceeded(e.Key)).Select(LeftOut));
        if (mayCreate)
        {
            var newEntries = restEntries.FindAll(e => !budget.IsExceeded(e.Key) && CanBeMade(e));
            var newActivities = restActivities.FindAll(a => ScopeRules.OfActivity(_policy, a) == Reason.None && !WaitsForEntry(a));
            // What gets no copy itself may still be what a new copy doubles.
            var twins = new PossibleTwins(_adoptions, restEntries, restActivities);
            actions.AddRange(newEntries.Select(e => FromOutlook(e, twins)));
            var meetings = new OwnMeetings(input);
            actions.AddRange(newActivities.Select(a => meetings.Has(a) ? HasItHimself(a) : FromSevera(a, twins)));
        }

        return actions;
    }

    /// <summary>Two items that exist become a pair; where they differ, the winner of the settings applies and the loser is logged.</summary>
    private IEnumerable<SyncAction> Adopt(CalendarItem entry, CalendarItem activity, Reason reason)
    {
        var isOfPair = _policy.IsOurs(entry.Stamp) && (entry.Stamp!.ActivityId == activity.Key.Id || entry.Stamp.LinkId == activity.MadeForLink);
        var stamp = isOfPair ? entry.Stamp : null;
        var id = stamp?.LinkId ?? NewId(Origin.Outlook, entry.Key);
        var link = Creations.NewLink(input, id, stamp?.Origin ?? Origin.Outlook);
        if (ScopeRules.OutsideRules(_policy, link, entry, activity) is not Reason.None and var outside)
        {
            // A pair as before, and out of scope by now: known again, and not written (R12). One that is private is looked at once more.
            var read = outside == Reason.PrivateNotSynced ? "" : entry.Version;
            var halves = link with { Entry = new LinkHalf(entry.Key, read), Activity = new LinkHalf(activity.Key, activity.Version) };
            var asleep = GoneRules.Sleep(halves with { Uid = entry.Uid, EndsAt = PairRules.LatestEnd(_policy, entry.Content, activity.Content) }, outside, activity);
            yield return outside == Reason.PrivateNotSynced ? asleep with { Link = asleep.Link with { SetAside = SetAside.UntilSecondWrite(input.Now) } } : asleep;
            yield break;
        }

        // How Outlook shows the time is the user's own choice by now.
        var shown = LinkBases.Of(entry, activity, _policy);
        link = link with { Base = link.Base.With(ItemFields.ShowAs, shown) };
        var actions = PairRules.Merge(input, link, entry, activity, SyncActionKind.Adopt, reason).ToList();
        if (!actions.Exists(a => a.Kind == SyncActionKind.Adopt))
        {
            // Durable before anything is written, so that a crash in between finds the pair again.
            yield return new SyncAction
            {
                Kind = SyncActionKind.Adopt,
                Target = Side.Severa,
                Reason = reason,
                Link = actions[0].Link with { Base = link.Base, SetAside = SetAside.UntilSecondWrite(input.Now) },
                BaseFields = ItemFields.All,
                Title = entry.Content.Title,
            };
        }

        foreach (var action in actions)
        {
            yield return action;
        }
    }

    private bool CanBeMade(CalendarItem entry) => ScopeRules.OfEntry(_policy, entry) == Reason.None && CanBePaired(entry);

    private bool CanBePaired(CalendarItem entry)
    {
        if (ScopeRules.IsOff(ScopeRules.OfEntry(_policy, entry)))
        {
            return false;
        }

        // Slots of a series of which some are not confirmed gone, and our own copies of unknown activities, wait.
        var isUnknownCopy = IsUnknownCopy(entry);
        var waitsForActivity = isUnknownCopy && entry.Stamp!.ActivityId.Length > 0
            && input.Severa.Of(ItemKey.Of(entry.Stamp.ActivityId)) is HalfView.Missing or HalfView.Unsure;
        // A copy that a participant got is somebody else's activity, never a new one (R24).
        var isParticipants = isUnknownCopy && entry.Stamp!.IsParticipants;
        return !waitsForActivity && !isParticipants && !_unclear.MayBe(entry);
    }

    private bool IsUnknownCopy(CalendarItem entry) => _policy.IsOurs(entry.Stamp) && !_linkIds.Contains(entry.Stamp!.LinkId);

    /// <summary>It was made for an entry whose link is lost, and that may be there and cannot be read now.</summary>
    private bool WaitsForEntry(CalendarItem activity) =>
        HasLostItsEntry(activity) && (!input.Outlook.IsFull || _hidesEntries);

    /// <summary>It was made for an entry of which nobody knows any more whether it was deleted, or has another id.</summary>
    private static bool HasLostItsEntry(CalendarItem activity) => activity is { MadeForLink: not null, Activity.IsOwner: true };

    private SyncAction FromOutlook(CalendarItem entry, PossibleTwins twins)
    {
        var isCopy = _policy.IsOurs(entry.Stamp) && !IsUnknownCopy(entry);
        var link = Creations.NewLink(input, NewId(Origin.Outlook, entry.Key), Origin.Outlook);
        return Creations.Activity(input, link, entry, twins.Has(entry) ? Reason.PossibleTwin : isCopy ? Reason.CopyOfLinkedEntry : Reason.NewInOutlook);
    }

    private SyncAction FromSevera(CalendarItem activity, PossibleTwins twins)
    {
        var link = Creations.NewLink(input, NewId(Origin.Severa, activity.Key), Origin.Severa);
        return Creations.Entry(input, link, activity, twins.Has(activity) || HasLostItsEntry(activity) ? Reason.PossibleTwin : Reason.NewInSevera);
    }

    /// <summary>Remembered without an entry: the participant has the meeting, which belongs to an activity of his own.</summary>
    private SyncAction HasItHimself(CalendarItem activity)
    {
        var link = Creations.NewLink(input, NewId(Origin.Severa, activity.Key), Origin.Severa) with
        {
            Activity = new LinkHalf(activity.Key, activity.Version),
            EndsAt = activity.Content.When.Span(_policy.Zone).End,
        };
        return GoneRules.Sleep(link, Reason.OwnMeetingInstead, activity);
    }

    /// <summary>Remembered without an activity, so that it comes as soon as the series is short enough.</summary>
    private SyncAction LeftOut(CalendarItem entry)
    {
        var link = Creations.NewLink(input, NewId(Origin.Outlook, entry.Key), Origin.Outlook) with
        {
            Entry = new LinkHalf(entry.Key, entry.Version),
            Uid = entry.Uid,
            EndsAt = entry.Content.When.Span(_policy.Zone).End,
        };
        return GoneRules.Sleep(link, Reason.SeriesTooLong, entry) with { IsTold = budget.IsFirst(entry.Key) };
    }

    private Guid NewId(Origin origin, ItemKey key) => LinkIds.For(_policy.MailboxId, origin, key, _takenIds.Contains);
}
