using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>The hosts outside the mail domain that an administrator has confirmed, as lines of text.</summary>
public static class AllowedHosts
{
    /// <summary>The first of them that is no host name; null where all are.</summary>
    public static string? FirstWrong(string? lines) => HostLines.Of(lines).FirstOrDefault(host => Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4));
}
