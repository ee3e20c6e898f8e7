using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>
/// The mailbox moved: another calendar folder, with other ids, holds the same entries (R19). Its links are matched anew,
/// by the hidden property, then by UID and original start, then by equal content. In that pass nothing is created or deleted:
/// an id of the old folder that the new one does not know says nothing (R11).
/// </summary>
internal static class Rematching
{
    /// <summary>The link's entry was read in another folder.</summary>
    public static bool IsForeign(PlanInput input, Link link) =>
        link is { Entry: not null, Epoch.Length: > 0 } && input.Outlook.Epoch.Length > 0 && !string.Equals(link.Epoch, input.Outlook.Epoch, StringComparison.Ordinal);

    public static Matches Find(PlanInput input, IReadOnlyList<Link> foreign, IReadOnlyList<CalendarItem> unlinked)
    {
        var found = new Matches();
        var stamped = unlinked.Where(e => input.Policy.IsOurs(e.Stamp)).ToLookup(e => e.Stamp!.LinkId);
        var uids = foreign.Select(l => l.Uid).OfType<string>().ToHashSet(StringComparer.Ordinal);
        Match(foreign, link => Original(input, link, [.. stamped[link.Id].Where(e => e.Uid == link.Uid || !uids.Contains(e.Uid ?? ""))]), found);
        var byUid = unlinked.Where(e => !e.Key.IsOccurrence && e.Uid is not null).ToLookup(e => e.Uid!, StringComparer.Ordinal);
        var byKey = unlinked.Where(e => e.Key.IsOccurrence).ToLookup(e => e.Key);
        Match(foreign, link => (link.Entry!.Key.IsOccurrence ? byKey[link.Entry.Key] : byUid[link.Uid ?? ""]).FirstOrDefault(e => !found.ContainsEntry(e)), found);
        foreach (var series in Vanished(input, foreign, found))
        {
            SeriesSlots.Pair(input.Policy.Zone, series, [.. unlinked.Where(e => e.Key.Series == series[0].Entry!.Key.Series && !found.ContainsEntry(e))], found, Reason.MatchedInNewFolder);
        }

        var byContent = unlinked.ToLookup(e => PrintOf(input, e), StringComparer.Ordinal);
        Match(foreign, link => byContent[PrintBefore(link)].FirstOrDefault(e => !found.ContainsEntry(e) && e.Key.IsOccurrence == link.Entry!.Key.IsOccurrence), found);
        Vanished(input, foreign, found).ForEach(series => DividedSeries.Pair(input, input.Links, series, unlinked, found));
        return found;
    }

    /// <summary>The series was changed while the mailbox moved: slots that should still show are paired like those of any changed series (R6).</summary>
    private static List<List<Link>> Vanished(PlanInput input, IReadOnlyList<Link> foreign, Matches found) =>
    [
        .. foreign
            .Where(l => l.Entry!.Key.IsOccurrence && !found.Contains(l)
                && (l.EndsAt > input.Window.Start || input.Window.Overlaps(l.Entry.Key.OriginalStart!.Value, l.Entry.Key.OriginalStart.Value)))
            .GroupBy(l => l.Entry!.Key.Series!, StringComparer.Ordinal)
            .Select(g => g.ToList()),
    ];

    /// <summary>The entry is known again under its new key, or the pair rests until it turns up.</summary>
    public static IEnumerable<SyncAction> Plan(PlanInput input, Link link, CalendarItem? entry) => (entry, link.State) switch
    {
        (null, LinkState.Active or LinkState.Held) => [GoneRules.Sleep(link, Reason.NotInNewFolder, null)],
        (null, _) => [],
        _ => [Rekeyed(input, link, entry)],
    };

    private static SyncAction Rekeyed(PlanInput input, Link link, CalendarItem entry)
    {
        var rekeyed = link with { Entry = new LinkHalf(entry.Key, ""), Epoch = input.Outlook.Epoch, Uid = entry.Uid ?? link.Uid };
        var toLookAt = rekeyed with { SetAside = SetAside.UntilSecondWrite(input.Now) };
        return new SyncAction
        {
            Kind = SyncActionKind.Rekey,
            Target = Side.Severa,
            Reason = Reason.MatchedInNewFolder,
            Link = link switch
            {
                // A pair that was in sync is compared at once, by its own base; the next pass writes what differs.
                { State: LinkState.Active or LinkState.Held } => toLookAt,
                { StateReason: Reason.NotInNewFolder } => toLookAt with { State = LinkState.Active, StateReason = Reason.None, Decision = LinkDecision.None },
                _ => rekeyed,
            },
            Title = entry.Content.Title,
        };
    }

    private static void Match(IReadOnlyList<Link> foreign, Func<Link, CalendarItem?> find, Matches found)
    {
        foreach (var link in foreign.Where(l => !found.Contains(l)))
        {
            if (find(link) is { } entry && !found.ContainsEntry(entry))
            {
                found.Add(link, entry, Reason.MatchedInNewFolder);
            }
        }
    }

    /// <summary>Copies carry the property too: the original has its UID, or says what it said.</summary>
    public static CalendarItem? Original(PlanInput input, Link link, List<CalendarItem> stamped) =>
        stamped.Find(e => e.Uid is not null && e.Uid == link.Uid) ?? stamped.Find(e => PrintOf(input, e) == PrintBefore(link)) ?? stamped.MinBy(e => e.ModifiedAt);

    /// <summary>Title and time of an entry, as hashes.</summary>
    public static string PrintOf(PlanInput input, CalendarItem entry)
    {
        var hashes = input.Policy.Fingerprint.Of(entry.Content);
        return hashes.Title + hashes.When;
    }

    /// <summary>The same of the pair's entry when it was last in sync.</summary>
    public static string PrintBefore(Link link) => link.Base.Outlook.Title + link.Base.Outlook.When;
}
