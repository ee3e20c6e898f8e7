using Microsoft.AspNetCore.Identity;

namespace Severa.CalendarSync.Data.Entities;

/// <summary>A person who signs in. <see cref="IdentityUser{TKey}.UserName"/> and e-mail are the Username of the profile: his address in Exchange.</summary>
public sealed class Account : IdentityUser<Guid>
{
    public required string DisplayName { get; set; }

    /// <summary>IANA id.</summary>
    public string TimeZoneId { get; set; } = "Europe/Helsinki";

    /// <summary><c>en</c> or <c>fi</c>.</summary>
    public string Language { get; set; } = "en";

    /// <summary>His own default activity type; null means the organisation's.</summary>
    public Guid? DefaultTypeId { get; set; }

    public bool IsActive { get; set; } = true;

    public DateTime? DeactivatedAt { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <summary>Chosen for the roll-out, where only chosen people may switch on (P5).</summary>
    public bool IsChosen { get; set; }

    public Mailbox? Mailbox { get; set; }
}

/// <summary>Names of the roles.</summary>
public static class Roles
{
    public const string Administrator = "administrator";
    public const string Operator = "operator";
}
