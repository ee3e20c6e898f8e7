using System.Globalization;
using Microsoft.AspNetCore.Authentication;

namespace Severa.CalendarSync.Web.Security;

/// <summary>
/// When somebody signed in, was seen last, and typed his password last: carried by the session's own cookie, which only this service
/// can write.
/// </summary>
/// <param name="SignedInAt">Not renewed by anything but another sign-in.</param>
/// <param name="SeenAt">The last page asked for; requests that a page makes by itself do not count.</param>
/// <param name="ConfirmedAt">The last time the password was typed.</param>
public sealed record SessionTimes(DateTimeOffset SignedInAt, DateTimeOffset SeenAt, DateTimeOffset ConfirmedAt)
{
    private const string SignedIn = "signed-in";
    private const string Seen = "seen";
    private const string Confirmed = "confirmed";

    public static SessionTimes New(DateTimeOffset now) => new(now, now, now);

    /// <summary>Null in a cookie of another making.</summary>
    public static SessionTimes? Read(AuthenticationProperties session) =>
        At(session, SignedIn) is { } signedIn && At(session, Seen) is { } seen && At(session, Confirmed) is { } confirmed
            ? new SessionTimes(signedIn, seen, confirmed)
            : null;

    public void Write(AuthenticationProperties session)
    {
        session.Items[SignedIn] = Text(SignedInAt);
        session.Items[Seen] = Text(SeenAt);
        session.Items[Confirmed] = Text(ConfirmedAt);
    }

    /// <summary>Nobody works that long, or nobody is there any more.</summary>
    /// <param name="now">The time.</param>
    /// <param name="isPrivileged">An administrator or operator: his session also ends when he is idle.</param>
    /// <param name="rules">How long.</param>
    public bool IsOver(DateTimeOffset now, bool isPrivileged, SessionOptions rules) =>
        now - SignedInAt >= rules.Longest || (isPrivileged && now - SeenAt >= rules.LongestIdle);

    private static DateTimeOffset? At(AuthenticationProperties session, string name) =>
        session.Items.TryGetValue(name, out var text)
        && DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
            ? at
            : null;

    private static string Text(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
