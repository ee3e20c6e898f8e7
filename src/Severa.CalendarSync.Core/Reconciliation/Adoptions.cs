using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>Match before create: which of the items no link has belong together (R15, R16, R24), the surest sign first.</summary>
internal sealed class Adoptions(PlanInput input, ISet<SideKey> suspects)
{
    private readonly SyncPolicy _policy = input.Policy;
    private readonly HashSet<Guid> _known = [.. input.Links.Select(l => l.Id)];

    /// <summary>Takes the pairs out of both lists.</summary>
    public IReadOnlyList<(CalendarItem Entry, CalendarItem Activity, Reason Reason)> Take(
        List<CalendarItem> entries, List<CalendarItem> activities, IReadOnlyList<CalendarItem> beyondWindow, Func<CalendarItem, bool> canBePaired)
    {
        var pairs = new List<(CalendarItem, CalendarItem, Reason)>();
        // Copies carry the property of their original, but what was made for a copy was made for no other.
        Take(ByMaking([.. entries.Where(canBePaired)], activities), Reason.AdoptedByStamp);
        Take(ByStamp(entries, [.. activities, .. beyondWindow]), Reason.AdoptedByStamp);
        Take(ByRemaking([.. entries.Where(canBePaired)], activities), Reason.AdoptedByStamp);
        Take(ByUid(entries, activities), Reason.AdoptedByUid);
        Take(ByContent([.. entries.Where(canBePaired)], activities), Reason.AdoptedByContent);
        return pairs;

        void Take(IEnumerable<(CalendarItem Entry, CalendarItem Activity)> found, Reason reason)
        {
            foreach (var (entry, activity) in found.ToList())
            {
                pairs.Add((entry, activity, reason));
                entries.Remove(entry);
                activities.Remove(activity);
            }
        }
    }

    /// <summary>What the rules would write on the other side of an item: title and time.</summary>
    public string Says(CalendarItem item)
    {
        var content = ContentOf(item);
        return content.When.Canonical + "|" + content.Title;
    }

    /// <summary>The item as Severa shows it or would show it.</summary>
    public ItemContent ContentOf(CalendarItem item) => item.Activity is null ? Projection.ToSevera(item, _policy).Content : item.Content;

    /// <summary>The ledger was lost, the property says which activity an entry belongs to.</summary>
    private IEnumerable<(CalendarItem Entry, CalendarItem Activity)> ByStamp(List<CalendarItem> entries, List<CalendarItem> activities)
    {
        var byId = activities.ToDictionary(a => a.Key.Id, StringComparer.Ordinal);
        foreach (var group in entries.Where(IsOfLostLink).GroupBy(e => e.Stamp!.ActivityId, StringComparer.Ordinal).ToList())
        {
            if (byId.Remove(group.Key, out var activity))
            {
                yield return (Original([.. group], activity), activity);
            }
            else if (group.Key.Length > 0 && !input.Severa.WasLookedUp(ItemKey.Of(group.Key)))
            {
                // Not among what was read: out of the window, or deleted? Ask before anything is made from our own copy.
                suspects.Add(new SideKey(Side.Severa, ItemKey.Of(group.Key)));
            }
        }
    }

    /// <summary>The ledger was lost, the activity says which entry it was made from.</summary>
    private IEnumerable<(CalendarItem Entry, CalendarItem Activity)> ByMaking(List<CalendarItem> entries, List<CalendarItem> activities)
    {
        var made = activities.Where(a => a.MadeForLink is not null).ToDictionary(a => a.MadeForLink!.Value);
        return entries
            .Select(e => (Entry: e, Activity: made.GetValueOrDefault(LinkIds.First(_policy.MailboxId, Origin.Outlook, e.Key))))
            .Where(p => p.Activity is not null)
            .Select(p => (p.Entry, p.Activity!));
    }

    /// <summary>The activity that the property names is gone, and another was made for the same pair before the ledger was lost.</summary>
    private IEnumerable<(CalendarItem Entry, CalendarItem Activity)> ByRemaking(List<CalendarItem> entries, List<CalendarItem> activities)
    {
        var carriers = entries.Where(IsOfLostLink).ToLookup(e => e.Stamp!.LinkId);
        foreach (var activity in activities.Where(a => a.MadeForLink is { } link && carriers.Contains(link)))
        {
            yield return (Original([.. carriers[activity.MadeForLink!.Value]], activity), activity);
        }
    }

    private bool IsOfLostLink(CalendarItem entry) => _policy.IsOurs(entry.Stamp) && !_known.Contains(entry.Stamp!.LinkId);

    /// <summary>Copies carry the property too: the one that still says what the activity says is the original.</summary>
    private CalendarItem Original(IReadOnlyCollection<CalendarItem> carriers, CalendarItem activity) =>
        carriers.FirstOrDefault(e => Says(e) == Says(activity)) ?? carriers.MinBy(e => e.ModifiedAt)!;

    /// <summary>A participant has the owner's meeting in his own calendar: linked, instead of a second copy (R24).</summary>
    private static IEnumerable<(CalendarItem Entry, CalendarItem Activity)> ByUid(List<CalendarItem> entries, List<CalendarItem> activities)
    {
        var byUid = entries.Where(e => e.Uid is not null).ToLookup(e => e.Uid!, StringComparer.Ordinal);
        var taken = new HashSet<ItemKey>();
        foreach (var activity in activities.Where(a => a.Activity is { IsOwner: false, OwnerUid: not null }))
        {
            var same = byUid[activity.Activity!.OwnerUid!].Where(e => !taken.Contains(e.Key)).ToList();
            if (same.Find(e => OwnMeetings.IsSame(e, activity)) is { } entry)
            {
                taken.Add(entry.Key);
                yield return (entry, activity);
            }
        }
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
        foreach (var entry in entries.OrderBy(e => e.Key.Token, StringComparer.Ordinal))
        {
            if (byMeaning.TryGetValue(Says(entry), out var twins) && twins.TryDequeue(out var activity))
            {
                yield return (entry, activity);
            }
        }
    }
}
