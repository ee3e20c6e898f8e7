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
        var pause = isPermanent ? Permanent : Growing(failures);
        return retryAfter is { } asked && asked > pause ? asked : pause;
    }

    /// <summary>1, 2, 4, 8 ... minutes.</summary>
    private static TimeSpan Growing(int failures)
    {
        var doublings = Math.Clamp(failures - 1, 0, 10);
        var pause = Shortest * Math.Pow(2, doublings);
        return pause < Longest ? pause : Longest;
    }
}
