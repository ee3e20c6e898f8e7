namespace Severa.CalendarSync.Web.Security;

/// <summary>How long sessions last. Section <c>Sessions</c> of the configuration.</summary>
public sealed class SessionOptions
{
    /// <summary>After the sign-in, whatever happens. Default: 8 hours.</summary>
    public TimeSpan Longest { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Without a page asked for, for administrators and operators. Default: 30 minutes.</summary>
    public TimeSpan LongestIdle { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a typed password opens connections, roles and reset links. Default: 15 minutes.</summary>
    public TimeSpan ConfirmedFor { get; set; } = TimeSpan.FromMinutes(15);

    internal bool IsPossible => new[] { Longest, LongestIdle, ConfirmedFor }.All(time => time > TimeSpan.Zero);
}
