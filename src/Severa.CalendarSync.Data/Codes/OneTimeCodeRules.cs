using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Codes;

/// <summary>What a code of one purpose may do.</summary>
/// <param name="Lifetime">How long it works.</param>
/// <param name="MaxTries">How often somebody may type one.</param>
/// <param name="MaxPerDay">How many are made for one account in 24 hours; null is no limit.</param>
/// <param name="Letters">Its length; five bits each.</param>
public sealed record OneTimeCodeRules(TimeSpan Lifetime, int MaxTries, int? MaxPerDay, int Letters)
{
    public static OneTimeCodeRules For(OneTimeCodePurpose purpose) => purpose switch
    {
        OneTimeCodePurpose.SetUp => new(TimeSpan.FromMinutes(30), MaxTries: 5, MaxPerDay: null, Letters: 26),
        OneTimeCodePurpose.Invitation => new(TimeSpan.FromHours(24), MaxTries: 20, MaxPerDay: null, Letters: 26),
        OneTimeCodePurpose.MailboxProof => new(TimeSpan.FromMinutes(15), MaxTries: 5, MaxPerDay: 3, Letters: 8),
    };
}
