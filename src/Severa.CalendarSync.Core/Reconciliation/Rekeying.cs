using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>
/// The same item under a new key: an occurrence whose series changed or was divided (R6), an entry that was moved away and back (R15).
/// Only a half that the side confirmed to be gone can have become another item.
/// </summary>
internal static class Rekeying
{
    /// <summary>The new entry of each link whose own is gone, chosen among the entries no link has.</summary>
    public static Matches Find(PlanInput input, IReadOnlyList<Link> links, IReadOnlyList<CalendarItem> unlinked)
    {
        var found = new Matches();
        var gone = links.Where(l => input.Outlook.Of(l.Entry) is HalfView.Gone).ToList();
        ByStamp(input, gone, unlinked, found);
        ByUid(gone, unlinked, found);
        var slots = Replacing(input, unlinked);
        foreach (var series in gone.Where(l => IsSlot(l) && !found.Contains(l)).GroupBy(l => l.Entry!.Key.Series!, StringComparer.Ordinal).ToList())
        {
            var vanished = series.ToList();
            SeriesSlots.Pair(input.Policy.Zone, vanished, [.. Free(slots, found).Where(i => i.Key.Series == series.Key)], found, Reason.SeriesChanged);
            DividedSeries.Pair(input, links, vanished, slots, found);
        }

        return found;
    }

    /// <summary>
    /// Pairs that rest, wait or are busy: nobody asks for their entries by id, unless something new may be one of them.
    /// A dismissal, for one, must not be forgotten because its meeting got another id.
    /// </summary>
    public static IEnumerable<SideKey> Questions(PlanInput input, IReadOnlyList<Link> links, IReadOnlyList<CalendarItem> unlinked)
    {
        var uids = unlinked.Select(i => i.Uid).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var series = unlinked.Select(i => i.Key.Series).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var stamped = unlinked.Where(i => input.Policy.IsOurs(i.Stamp)).Select(i => i.Stamp!.LinkId).ToHashSet();
        var mayBeDivided = series.Except(DividedSeries.Known(links), StringComparer.Ordinal).Any();
        return links
            .Where(l => input.Outlook.Of(l.Entry) is HalfView.Missing)
            .Where(l => stamped.Contains(l.Id) || (l.Uid is { } uid && uids.Contains(uid) && !l.Entry!.Key.IsOccurrence)
                || (IsSlot(l) && (mayBeDivided || series.Contains(l.Entry!.Key.Series!))))
            .Select(l => new SideKey(Side.Outlook, l.Entry!.Key));
    }

    /// <summary>
    /// Exactly one other item carries the property of the original that is gone: it was moved. Of several it is the one that says
    /// what the activity says; and of several of those, the oldest where nothing else is left than to make one more.
    /// </summary>
    private static void ByStamp(PlanInput input, List<Link> gone, IReadOnlyList<CalendarItem> unlinked, Matches found)
    {
        var stamped = unlinked.Where(i => input.Policy.IsOurs(i.Stamp)).ToLookup(i => i.Stamp!.LinkId);
        foreach (var link in gone)
        {
            var carriers = stamped[link.Id].ToList();
            var alike = carriers.Count == 1 ? carriers : carriers.FindAll(SaysWhatTheActivitySays(input, link));
            if (alike.Count == 1 || (alike.Count > 1 && IsEdited(input, link)))
            {
                found.Add(link, alike.MinBy(e => e.ModifiedAt)!, Reason.EntryMoved);
            }
        }
    }

    private static bool IsEdited(PlanInput input, Link link) =>
        input.Severa.Of(link.Activity) is HalfView.Present { Item: var activity } && PairRules.IsEdited(input.Policy, link, activity);

    private static Predicate<CalendarItem> SaysWhatTheActivitySays(PlanInput input, Link link)
    {
        var print = input.Policy.Fingerprint;
        var said = input.Severa.Of(link.Activity) is HalfView.Present activity
            ? print.Of(Projection.ToOutlook(activity.Item, input.Policy).Content)
            : link.Base.SeveraProjected;
        return entry => (said.DifferenceTo(print.Of(entry.Content)) & (ItemFields.Title | ItemFields.When)) == ItemFields.None;
    }

    private static void ByUid(List<Link> gone, IReadOnlyList<CalendarItem> unlinked, Matches found)
    {
        var singles = Free(unlinked, found).Where(i => !i.Key.IsOccurrence && i.Uid is not null).ToLookup(i => i.Uid!, StringComparer.Ordinal);
        foreach (var group in gone.Where(l => !l.Entry!.Key.IsOccurrence && l.Uid is not null && !found.Contains(l)).GroupBy(l => l.Uid!, StringComparer.Ordinal).ToList())
        {
            if (group.ToList() is [var link] && singles[group.Key].ToList() is [var only])
            {
                found.Add(link, only, Reason.EntryMoved);
            }
        }
    }

    /// <summary>An occurrence that can have become another one. What rests outside the window stays what it was (R12).</summary>
    private static bool IsSlot(Link link) => link.Entry!.Key.IsOccurrence && link is not { State: LinkState.Dormant, StateReason: Reason.OutOfWindow };

    /// <summary>
    /// The occurrences that can be those that vanished: new where their series has them. What the window has only just reached, or was moved
    /// into it, was there before, and so may have been what was cancelled or declined, where nothing else of its series is new.
    /// </summary>
    private static List<CalendarItem> Replacing(PlanInput input, IReadOnlyList<CalendarItem> unlinked)
    {
        var before = input.WindowBefore ?? input.Window;
        return [.. unlinked
            .Where(i => i.Key.OriginalStart is { } start && before.Overlaps(start, start + i.Content.When.Length(input.Policy.Zone)))
            .GroupBy(i => i.Key.Series!, StringComparer.Ordinal)
            .Where(series => !series.All(i => ScopeRules.IsOff(ScopeRules.OfEntry(input.Policy, i))))
            .SelectMany(series => series)];
    }

    private static IEnumerable<CalendarItem> Free(IReadOnlyList<CalendarItem> unlinked, Matches found) => unlinked.Where(i => !found.ContainsEntry(i));
}
