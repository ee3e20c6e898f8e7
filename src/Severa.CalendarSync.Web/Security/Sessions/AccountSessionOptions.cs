using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Security.Sessions;

/// <summary>How long sessions last. Section <c>Sessions</c> of the configuration.</summary>
public sealed class AccountSessionOptions
{
    /// <summary>After the sign-in, whatever happens; counts for sessions that begin from now on. Default: 8 hours.</summary>
    public TimeSpan Longest { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Without a page asked for, for administrators and operators. Default: 30 minutes.</summary>
    public TimeSpan LongestIdle { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a typed password opens connections, roles and reset links. Default: 15 minutes.</summary>
    public TimeSpan ConfirmedFor { get; set; } = TimeSpan.FromMinutes(15);

    internal bool IsPossible => new[] { Longest, LongestIdle, ConfirmedFor }.All(time => time > TimeSpan.Zero);

    /// <summary>Nobody works that long, or nobody is there any more.</summary>
    /// <param name="session">A session that nobody ended.</param>
    /// <param name="now">The time.</param>
    /// <param name="isPrivileged">Of an administrator or operator: it also ends when he is idle.</param>
    internal bool IsOver(AccountSession session, DateTime now, bool isPrivileged) =>
        now >= session.EndsAt || (isPrivileged && now - session.SeenAt >= LongestIdle);

    internal bool IsConfirmed(AccountSession session, DateTime now) => now - session.ConfirmedAt < ConfirmedFor;
}
