using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Data.Ledger;

internal static class BatchLinks
{
    /// <summary>The links as the batch leaves them: the last word on a link is the one that counts, and forgotten is the very last.</summary>
    public static List<Link> LastWords(this LedgerBatch batch) =>
        [.. batch.Links.GroupBy(l => l.Id).Select(g => g.Last()).Where(l => !batch.ForgottenLinks.Contains(l.Id))];
}
