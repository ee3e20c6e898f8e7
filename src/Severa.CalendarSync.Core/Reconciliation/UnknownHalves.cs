using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>A pair lacks a half, and an item says that it was made to be that: an older ledger does not know it yet (R16).</summary>
internal sealed class UnknownHalves
{
    private readonly PlanInput _input;
    private readonly UnknownEntries _entries;
    private readonly ILookup<Guid, CalendarItem> _activities;
    private readonly HashSet<ItemKey> _taken = [];

    private UnknownHalves(PlanInput input)
    {
        _input = input;
        _entries = new UnknownEntries(input);
        _activities = Reconciler.Unlinked(input, Side.Severa, []).Where(i => i.MadeForLink is not null).ToLookup(i => i.MadeForLink!.Value);
    }

    /// <summary>The links, each with the half that was made for it. Not while links of another calendar folder are being matched (R19).</summary>
    public static IReadOnlyList<Link> Completed(PlanInput input)
    {
        var pending = input.Pending.Select(l => l.Id).ToHashSet();
        var lacking = input.Links.Where(l => !pending.Contains(l.Id) && (LacksEntry(input, l) || LacksActivity(input, l))).Select(l => l.Id).ToHashSet();
        if (lacking.Count == 0 || input.Links.Any(l => l.State is LinkState.Active or LinkState.Held && Rematching.IsForeign(input, l)))
        {
            return input.Links;
        }

        var halves = new UnknownHalves(input);
        return [.. input.Links.Select(l => lacking.Contains(l.Id) ? halves.WithActivity(halves.WithEntry(l)) : l)];
    }

    private static bool LacksEntry(PlanInput input, Link link) =>
        link.Entry is null || (link.State is LinkState.Active or LinkState.Held && input.Outlook.Of(link.Entry) is HalfView.Gone);

    /// <summary>None, or one that is gone: unlike an entry, an activity is never copied together with what it says about itself.</summary>
    private static bool LacksActivity(PlanInput input, Link link) =>
        link.Activity is null || (link.State is LinkState.Active or LinkState.Held && input.Severa.Of(link.Activity) is HalfView.Gone);

    private Link WithEntry(Link link)
    {
        if (!LacksEntry(_input, link) || _entries.Of(link) is not { } entry || !_taken.Add(entry.Key))
        {
            return link;
        }

        var complete = link with { Entry = new LinkHalf(entry.Key, ""), Uid = entry.Uid, Epoch = _input.Outlook.Epoch.Length > 0 ? _input.Outlook.Epoch : link.Epoch };
        // It was kept because its entry was gone.
        return link.StateReason is Reason.KeptForBusinessData or Reason.MeetingNeverMadeAnew
            ? complete with { State = LinkState.Active, StateReason = Reason.None }
            : complete;
    }

    /// <summary>It was made for this pair, or for its entry while the pair was not known.</summary>
    private Link WithActivity(Link link)
    {
        if (!LacksActivity(_input, link))
        {
            return link;
        }

        var ofEntry = link.Entry is { } entry ? _activities[LinkIds.First(_input.Policy.MailboxId, Origin.Outlook, entry.Key)] : [];
        var made = _activities[link.Id].Concat(ofEntry).FirstOrDefault(a => !_taken.Contains(a.Key));
        return made is not null && _taken.Add(made.Key) ? link with { Activity = new LinkHalf(made.Key, "") } : link;
    }
}
