using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>Items without a link: match before create (R15, R16).</summary>
internal sealed class NewItems(PlanInput input, ISet<SideKey> suspects)
{
    private readonly SyncPolicy _policy = input.Policy;

    /// <summary>Ids of pairs that exist, or that items were made for.</summary>
    private readonly HashSet<Guid> _takenIds =
    [
        .. input.Links.Concat(input.Pending).Select(l => l.Id),
        .. input.Outlook.Items.Concat(input.Severa.Items).Select(i => i.MadeForLink).OfType<Guid>(),
    ];

    /// <summary>The property was written by this installation into this mailbox.</summary>
    public static bool IsOurs(Stamp? stamp, SyncPolicy policy) =>
        stamp is not null && stamp.MailboxId == policy.MailboxId && string.Equals(stamp.Installation, policy.Installation, StringComparison.Ordinal);

    /// <param name="entries">Entries no link has.</param>
    /// <param name="activities">Activities no link has.</param>
    public IEnumerable<SyncAction> Plan(IReadOnlyList<CalendarItem> entries, IReadOnlyList<CalendarItem> activities)
    {
        var restEntries = entries.Where(e => ScopeRules.IsInWindow(input, e)).ToList();
        var restActivities = activities.Where(a => ScopeRules.IsInWindow(input, a)).ToList();
        var actions = new List<SyncAction>();

        foreach (var (entry, activity) in ByStamp(restEntries, activities))
        {
            actions.AddRange(Adopt(entry, activity, Reason.AdoptedByStamp));
            restEntries.Remove(entry);
            restActivities.Remove(activity);
        }

        foreach (var (entry, activity) in ByMaking(restEntries, restActivities))
        {
            actions.AddRange(Adopt(entry, activity, Reason.AdoptedByStamp));
            restEntries.Remove(entry);
            restActivities.Remove(activity);
        }

        foreach (var (entry, activity) in ByContent(restEntries, restActivities))
        {
            actions.AddRange(Adopt(entry, activity, Reason.AdoptedByContent));
            restEntries.Remove(entry);
            restActivities.Remove(activity);
        }

        actions.AddRange(restEntries.Where(CanBeMade).Select(FromOutlook));
        actions.AddRange(restActivities.Where(a => ScopeRules.OfActivity(_policy, a) == Reason.None).Select(FromSevera));
        return actions;
    }

    /// <summary>The ledger was lost, the property says which activity an entry belongs to.</summary>
    private IEnumerable<(CalendarItem Entry, CalendarItem Activity)> ByStamp(List<CalendarItem> entries, IReadOnlyList<CalendarItem> activities)
    {
        var byId = activities.ToDictionary(a => a.Key.Id, StringComparer.Ordinal);
        var known = input.Links.Select(l => l.Id).ToHashSet();
        foreach (var group in entries.Where(e => IsOurs(e.Stamp, _policy) && !known.Contains(e.Stamp!.LinkId)).GroupBy(e => e.Stamp!.ActivityId, StringComparer.Ordinal).ToList())
        {
            if (byId.Remove(group.Key, out var activity))
            {
                // Copies carry the property too: the one that still says what the activity says is the original.
                var original = group.FirstOrDefault(e => Says(e) == Says(activity)) ?? group.MinBy(e => e.ModifiedAt)!;
                yield return (original, activity);
            }
            else if (group.Key.Length > 0)
            {
                // Not among what was read: out of the window, or deleted? Ask before anything is made from our own copy.
                var key = ItemKey.Of(group.Key);
                if (!input.Severa.WasLookedUp(key))
                {
                    suspects.Add(new SideKey(Side.Severa, key));
                }
            }
        }
    }

    /// <summary>The ledger was lost, the activity says which entry it was made from.</summary>
    private List<(CalendarItem Entry, CalendarItem Activity)> ByMaking(List<CalendarItem> entries, List<CalendarItem> activities)
    {
        var made = activities.Where(a => a.MadeForLink is not null).ToDictionary(a => a.MadeForLink!.Value);
        return [.. entries.Where(CanBeMade)
            .Select(e => (Entry: e, Activity: made.GetValueOrDefault(LinkIds.First(_policy.MailboxId, Origin.Outlook, e.Key))))
            .Where(p => p.Activity is not null)
            .Select(p => (p.Entry, p.Activity!))];
    }

    /// <summary>
    /// What the rules would write on the other side, title and time, as multisets: twins pair one to one.
    /// Project tasks never take part.
    /// </summary>
    private IEnumerable<(CalendarItem Entry, CalendarItem Activity)> ByContent(List<CalendarItem> entries, List<CalendarItem> activities)
    {
        var byMeaning = activities
            .Where(a => ScopeRules.OfActivity(_policy, a) != Reason.ProjectTask)
            .OrderBy(a => a.Key.Token, StringComparer.Ordinal)
            .GroupBy(Says, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => new Queue<CalendarItem>(g), StringComparer.Ordinal);
        foreach (var entry in entries.Where(CanBeMade).OrderBy(e => e.Key.Token, StringComparer.Ordinal).ToList())
        {
            if (byMeaning.TryGetValue(Says(entry), out var twins) && twins.TryDequeue(out var activity))
            {
                yield return (entry, activity);
            }
        }
    }

    private string Says(CalendarItem item)
    {
        var content = item.Activity is null ? Projection.ToSevera(item, _policy).Content : item.Content;
        return content.When.Canonical + "|" + content.Title;
    }

    /// <summary>Two items that exist become a pair; where they differ, the winner of the settings applies and the loser is logged.</summary>
    private IEnumerable<SyncAction> Adopt(CalendarItem entry, CalendarItem activity, Reason reason)
    {
        var stamp = IsOurs(entry.Stamp, _policy) && entry.Stamp!.ActivityId == activity.Key.Id ? entry.Stamp : null;
        var id = stamp?.LinkId ?? NewId(Origin.Outlook, entry.Key);
        var link = Creations.NewLink(input, id, stamp?.Origin ?? Origin.Outlook);

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

    private bool CanBeMade(CalendarItem entry)
    {
        if (ScopeRules.OfEntry(_policy, entry) != Reason.None)
        {
            return false;
        }

        // Slots of a series of which some are not confirmed gone, and our own copies of unknown activities, wait.
        var waitsForSeries = entry.Key.Series is { } series && input.Links.Any(l =>
            l.State == LinkState.Active && l.Entry?.Key.Series == series && input.Outlook.Of(l.Entry) is HalfView.Missing or HalfView.Unsure);
        var waitsForActivity = IsOurs(entry.Stamp, _policy) && entry.Stamp!.ActivityId.Length > 0
            && input.Severa.Of(ItemKey.Of(entry.Stamp.ActivityId)) is HalfView.Missing or HalfView.Unsure;
        return !waitsForSeries && !waitsForActivity;
    }

    private SyncAction FromOutlook(CalendarItem entry)
    {
        var isCopy = IsOurs(entry.Stamp, _policy) && input.Links.Any(l => l.Id == entry.Stamp!.LinkId);
        var link = Creations.NewLink(input, NewId(Origin.Outlook, entry.Key), Origin.Outlook);
        return Creations.Activity(input, link, entry, isCopy ? Reason.CopyOfLinkedEntry : Reason.NewInOutlook);
    }

    private SyncAction FromSevera(CalendarItem activity) =>
        Creations.Entry(input, Creations.NewLink(input, NewId(Origin.Severa, activity.Key), Origin.Severa), activity, Reason.NewInSevera);

    private Guid NewId(Origin origin, ItemKey key) => LinkIds.For(_policy.MailboxId, origin, key, _takenIds.Contains);
}
