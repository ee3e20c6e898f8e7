using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>A pair lacks a half, and an item says that it was made to be that: an older ledger does not know it yet (R16).</summary>
internal static class UnknownHalves
{
    /// <summary>The links, each with the half that was made for it. Not while links of another calendar folder are being matched (R19).</summary>
    public static IReadOnlyList<Link> Completed(PlanInput input)
    {
        var pending = input.Pending.Select(l => l.Id).ToHashSet();
        var lacking = input.Links.Where(l => !pending.Contains(l.Id) && (LacksEntry(l) || LacksActivity(input, l))).Select(l => l.Id).ToHashSet();
        if (lacking.Count == 0 || input.Links.Any(l => Rematching.IsForeign(input, l)))
        {
            return input.Links;
        }

        var (entries, activities) = (new UnknownEntries(input), Made(input, Side.Severa));
        return [.. input.Links.Select(l => lacking.Contains(l.Id) ? WithActivity(input, WithEntry(input, l, entries), activities) : l)];
    }

    /// <summary>Never made, removed, or given up when it could not be found.</summary>
    private static bool LacksEntry(Link link) => link.Entry is null;

    /// <summary>None, or one that is gone: unlike an entry, an activity is never copied together with what it says about itself.</summary>
    private static bool LacksActivity(PlanInput input, Link link) =>
        link.Activity is null || (link.State is LinkState.Active or LinkState.Held && input.Severa.Of(link.Activity) is HalfView.Gone);

    private static ILookup<Guid, CalendarItem> Made(PlanInput input, Side side) =>
        Reconciler.Unlinked(input, side, []).Where(i => i.MadeForLink is not null).ToLookup(i => i.MadeForLink!.Value);

    private static Link WithEntry(PlanInput input, Link link, UnknownEntries entries)
    {
        if (!LacksEntry(link) || entries.Of(link) is not { } entry)
        {
            return link;
        }

        var complete = link with { Entry = new LinkHalf(entry.Key, ""), Uid = entry.Uid, Epoch = input.Outlook.Epoch.Length > 0 ? input.Outlook.Epoch : link.Epoch };
        // It was kept because its entry was gone.
        return link.StateReason is Reason.KeptForBusinessData or Reason.MeetingNeverMadeAnew
            ? complete with { State = LinkState.Active, StateReason = Reason.None }
            : complete;
    }

    /// <summary>It was made for this pair, or for its entry while the pair was not known.</summary>
    private static Link WithActivity(PlanInput input, Link link, ILookup<Guid, CalendarItem> made)
    {
        if (!LacksActivity(input, link))
        {
            return link;
        }

        var ofEntry = link.Entry is { } entry ? made[LinkIds.First(input.Policy.MailboxId, Origin.Outlook, entry.Key)] : [];
        return made[link.Id].Concat(ofEntry).FirstOrDefault() is { } activity ? link with { Activity = new LinkHalf(activity.Key, "") } : link;
    }
}

/// <summary>Entries no link has, by what they say about the pair they belong to.</summary>
internal sealed class UnknownEntries
{
    private readonly PlanInput _input;
    private readonly ILookup<Guid, CalendarItem> _stamped;
    private readonly ILookup<string, CalendarItem> _byUid;

    public UnknownEntries(PlanInput input)
    {
        _input = input;
        var unlinked = Reconciler.Unlinked(input, Side.Outlook, []);
        _stamped = unlinked.Where(i => NewItems.IsOurs(i.Stamp, input.Policy)).ToLookup(i => i.Stamp!.LinkId);
        _byUid = unlinked.Where(i => !i.Key.IsOccurrence && i.Uid is not null).ToLookup(i => i.Uid!, StringComparer.Ordinal);
    }

    /// <summary>
    /// What was just made for the pair may have been copied since; of an entry that was given up, exactly one must be left (R15).
    /// </summary>
    public CalendarItem? Of(Link link) => link.State == LinkState.Active
        ? Rematching.Original(_input, link, [.. _stamped[link.Id]])
        : Only(_stamped[link.Id]) ?? Only(_byUid[link.Uid ?? ""]);

    private static CalendarItem? Only(IEnumerable<CalendarItem> items) => items.ToList() is [var only] ? only : null;
}
