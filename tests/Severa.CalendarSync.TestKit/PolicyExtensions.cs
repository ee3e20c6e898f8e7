using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.TestKit;

/// <summary>What an administrator changes.</summary>
public static class PolicyExtensions
{
    /// <summary>Whether activities of a type go to Outlook.</summary>
    public static SyncPolicy WithTicked(this SyncPolicy policy, Guid type, bool isTicked) => policy with
    {
        Types = policy.Types.Values.Select(t => t.Id == type ? t with { GoesToOutlook = isTicked } : t).ToDictionary(t => t.Id),
    };
}
