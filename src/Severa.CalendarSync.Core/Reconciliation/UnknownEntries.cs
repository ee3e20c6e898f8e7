using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>Entries no link has, by what they say about the pair they belong to.</summary>
internal sealed class UnknownEntries
{
    private readonly PlanInput _input;
    private readonly ILookup<Guid, CalendarItem> _stamped;
    private readonly ILookup<string, CalendarItem> _byUid;
    private readonly ILookup<string, CalendarItem> _byActivity;
    private readonly Lazy<ILookup<string, CalendarItem>> _byContent;

    public UnknownEntries(PlanInput input)
    {
        _input = input;
        var unlinked = Reconciler.Unlinked(input, Side.Outlook, []);
        _stamped = unlinked.Where(i => input.Policy.IsOurs(i.Stamp)).ToLookup(i => i.Stamp!.LinkId);
        var known = input.Links.Select(l => l.Id).ToHashSet();
        _byActivity = _stamped.Where(g => !known.Contains(g.Key)).SelectMany(g => g).ToLookup(i => i.Stamp!.ActivityId, StringComparer.Ordinal);
        _byContent = new(() => unlinked.ToLookup(i => Rematching.PrintOf(input, i), StringComparer.Ordinal));
        _byUid = unlinked.Where(i => !i.Key.IsOccurrence && i.Uid is not null).ToLookup(i => i.Uid!, StringComparer.Ordinal);
    }

    /// <summary>
    /// What was just made for the pair may have been copied since; of an entry that was given up, exactly one must be left (R15).
    /// What takes the place of one that is gone was made for its activity while the pair was not known.
    /// </summary>
    public CalendarItem? Of(Link link) => link switch
    {
        { Entry: not null } => OfActivity(link),
        { State: LinkState.Active } => Rematching.Original(_input, link, [.. _stamped[link.Id]]) ?? OfActivity(link),
        _ => Only(_stamped[link.Id]) ?? Only(_byUid[link.Uid ?? ""]) ?? Unread(link),
    };

    /// <summary>Its activity was made again on request, while its entry could not be read.</summary>
    private CalendarItem? Unread(Link link) =>
        link is { State: LinkState.Dismissed, StateReason: Reason.UndoneByPerson } ? Only(_byContent.Value[Rematching.PrintBefore(link)]) : null;

    private CalendarItem? OfActivity(Link link) => link.Activity is { } activity ? Only(_byActivity[activity.Key.Id]) : null;

    private static CalendarItem? Only(IEnumerable<CalendarItem> items) => items.ToList() is [var only] ? only : null;
}
