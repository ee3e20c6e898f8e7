using System.Xml.Linq;
using Severa.CalendarSync.Connectors.Exchange.Ews;

namespace Severa.CalendarSync.Connectors.Exchange.Mapping;

/// <summary>Whether an entry holds a link to join a meeting: writing its notes would destroy it (R5).</summary>
internal static class OnlineMeeting
{
    private static readonly string[] JoinLinks =
    [
        "teams.microsoft.com/l/meetup-join/", "teams.microsoft.com/meet/", "teams.live.com/meet/", "zoom.us/j/", "zoom.us/my/",
        "zoomgov.com/j/", "meet.google.com/", "webex.com/meet/", "webex.com/join/", "/j.php?mtid=", "meet.lync.com/", "gotomeeting.com/join/",
    ];

    public static bool IsIn(XElement item, string notes) =>
        item.FlagOf("IsOnlineMeeting")
        || !string.IsNullOrWhiteSpace(item.TextOf("JoinOnlineMeetingUrl"))
        || Array.Exists(JoinLinks, link => notes.Contains(link, StringComparison.OrdinalIgnoreCase));
}
