namespace Severa.CalendarSync.Data.Entities;

/// <summary>
/// Somebody is signed in in a browser. The row is the session: without it, or once the account has another security stamp than this row,
/// the cookie that names it opens nothing.
/// </summary>
public sealed class AccountSession
{
    /// <summary>SHA-256 of what the cookie carries; it changes when the session gains rights.</summary>
    public required string Id { get; set; }

    public Guid AccountId { get; set; }

    public Account? Account { get; set; }

    /// <summary>The security stamp of the account when the session began, or went on after a change that ended the others.</summary>
    public required string Stamp { get; set; }

    public DateTime BegunAt { get; set; }

    /// <summary>However busy it is.</summary>
    public DateTime EndsAt { get; set; }

    /// <summary>The last page asked for, to the minute or so; what a page asks by itself does not count.</summary>
    public DateTime SeenAt { get; set; }

    /// <summary>The last time the password was typed.</summary>
    public DateTime ConfirmedAt { get; set; }

    public SignInWay Way { get; set; }

    public SecondStep Step { get; set; }

    /// <summary>A word of ours for it; null where the browser is none we know.</summary>
    public string? Browser { get; set; }

    /// <summary>The same for what the browser runs on.</summary>
    public string? Platform { get; set; }
}

/// <summary>What a sign-in began with.</summary>
public enum SignInWay
{
    Password,

    /// <summary>The link of an invitation, or for a new password.</summary>
    Link,

    /// <summary>The organisation's provider (OpenID Connect).</summary>
    Provider,
}

/// <summary>What was asked beside it.</summary>
public enum SecondStep
{
    None,

    /// <summary>A code of the app.</summary>
    Code,
    RecoveryCode,

    /// <summary>The provider asked for a second factor.</summary>
    OfProvider,
}
