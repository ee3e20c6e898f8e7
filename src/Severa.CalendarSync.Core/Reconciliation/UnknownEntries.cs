using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

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
