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

        var (entries, activities) = (Made(input, Side.Outlook), Made(input, Side.Severa));
        return [.. input.Links.Select(l => lacking.Contains(l.Id) ? WithActivity(input, WithEntry(input, l, entries), activities) : l)];
    }

    private static bool LacksEntry(Link link) => link is { State: LinkState.Active, Entry: null };

    /// <summary>None, or one that is gone: unlike an entry, an activity is never copied together with what it says about itself.</summary>
    private static bool LacksActivity(PlanInput input, Link link) =>
        link.State is LinkState.Active or LinkState.Held && (link.Activity is null || input.Severa.Of(link.Activity) is HalfView.Gone);

    private static ILookup<Guid, CalendarItem> Made(PlanInput input, Side side) =>
        Reconciler.Unlinked(input, side, []).Where(i => i.MadeForLink is not null).ToLookup(i => i.MadeForLink!.Value);

    private static Link WithEntry(PlanInput input, Link link, ILookup<Guid, CalendarItem> made) =>
        LacksEntry(link) && Rematching.Original(input, link, [.. made[link.Id]]) is { } entry
            ? link with { Entry = new LinkHalf(entry.Key, ""), Epoch = input.Outlook.Epoch.Length > 0 ? input.Outlook.Epoch : link.Epoch }
            : link;

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
