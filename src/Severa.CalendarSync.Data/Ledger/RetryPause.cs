using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>How long a failing mailbox is left alone (R22).</summary>
public static class RetryPause
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);
    private static readonly TimeSpan Permanent = TimeSpan.FromDays(1);

    /// <param name="failures">How often in a row, this time included.</param>
    /// <param name="isPermanent">Only a change of settings helps: once a day is enough.</param>
    /// <param name="retryAfter">What the server asked for; never shortened.</param>
    public static TimeSpan After(int failures, bool isPermanent, TimeSpan? retryAfter = null)
    {
        // 1, 2, 4, 8 ... minutes.
        var pause = isPermanent ? Permanent : GrowingPause.After(failures, Shortest, Longest);
        return retryAfter is { } asked && asked > pause ? asked : pause;
    }
}
