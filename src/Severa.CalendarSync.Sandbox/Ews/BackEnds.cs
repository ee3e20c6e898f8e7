using System.Globalization;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews;

/// <summary>What a client says about the back end it wants.</summary>
internal sealed record Affinity(string? Cookie, string? Anchor, bool IsPreferred)
{
    public static Affinity Of(HttpRequest request) => new(
        request.Cookies[BackEnds.CookieName],
        request.Headers["X-AnchorMailbox"] is [{ Length: > 0 } anchor] ? anchor : null,
        string.Equals(request.Headers["X-PreferServerAffinity"], "true", StringComparison.OrdinalIgnoreCase));
}

/// <summary>
/// Which back end serves a request: the cookie's, else the one where the anchor mailbox is, else that of the acting mailbox.
/// See https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-maintain-affinity-between-group-of-subscriptions-and-mailbox-server.
/// </summary>
internal sealed class BackEnds(IOptions<SandboxOptions> options, MailboxStore store)
{
    public const string CookieName = "X-BackEndOverrideCookie";

    private const string Prefix = "sandbox-be";

    public int Of(Affinity affinity, Mailbox? acting) =>
        FromCookie(affinity.Cookie) ?? HomeOf(affinity.Anchor is null ? null : store.Find(affinity.Anchor)) ?? HomeOf(acting) ?? 0;

    public static string Cookie(int backEnd) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{backEnd}~1943310282");

    private int? FromCookie(string? cookie) =>
        cookie?.Split('~') is [var name, _] && name.StartsWith(Prefix, StringComparison.Ordinal)
        && int.TryParse(name[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var backEnd) && backEnd < options.Value.Notifications.BackEnds
            ? backEnd
            : null;

    private int? HomeOf(Mailbox? mailbox) =>
        mailbox is null ? null : store.All.TakeWhile(m => m != mailbox).Count() % options.Value.Notifications.BackEnds;
}
