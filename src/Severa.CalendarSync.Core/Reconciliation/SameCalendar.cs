using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>
/// Recognises a calendar that moved to another server, where its folder and its entries have other ids (R19): it shows most of what is
/// linked. Somebody else's calendar under the same address does not, and is opened by a proof only (R23).
/// </summary>
internal static class SameCalendar
{
    /// <summary>
    /// At least half of the linked entries that should show are there: by the hidden property of this mailbox and pair, or by the UID.
    /// Meetings say nothing: they are in every attendee's calendar.
    /// </summary>
    public static bool Shows(SyncPolicy policy, IReadOnlyList<Link> links, SideReading outlook)
    {
        var items = outlook.ReadItems().ToList();
        var stamps = items.Select(i => i.Stamp).OfType<Stamp>().Where(s => policy.IsOurs(s)).Select(s => s.LinkId).ToHashSet();
        var uids = items.Select(i => i.Uid).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var expected = links.Where(l => ShouldShow(l, outlook)).ToList();
        var shown = expected.Count(l => stamps.Contains(l.Id) || (l.Uid is { } uid && uids.Contains(uid)));
        return shown > 0 && shown * 2 >= expected.Count;
    }

    private static bool ShouldShow(Link link, SideReading outlook) =>
        link is { Entry: not null, IsMeeting: false, State: LinkState.Active or LinkState.Held }
        && outlook is SideReading.Full full && link.EndsAt > full.Window.Start;
}
