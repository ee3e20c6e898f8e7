using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>
/// An entry that becomes private is withheld at once, and what it said before leaves everyone's history but the owner's (R3): the
/// histories of participants, who had copies of it, tell only that something happened.
/// </summary>
internal sealed class WithheldTexts(SyncDbContext db, Guid mailboxId)
{
    /// <summary>Takes the texts out of the others' histories. Call before the links are written: what they said until now is read from the database.</summary>
    public async Task LeaveOthersAsync(LedgerBatch batch, CancellationToken cancellationToken)
    {
        var withheld = batch.LastWords().Where(l => l is { IsWithheld: true, Activity: not null }).Select(l => l.Activity!.Key.Id).ToList();
        if (withheld.Count == 0)
        {
            return;
        }

        var before = await db.Links.Where(l => l.MailboxId == mailboxId && l.IsWithheld && withheld.Contains(l.ActivityId!)).Select(l => l.ActivityId!).ToListAsync(cancellationToken);
        var fresh = withheld.Except(before, StringComparer.Ordinal).ToList();
        if (fresh.Count == 0)
        {
            return;
        }

        var accountId = await db.Mailboxes.Where(m => m.Id == mailboxId).Select(m => m.AccountId).SingleAsync(cancellationToken);
        var owners = await OwnersAsync(fresh, cancellationToken);
        var own = fresh.FindAll(id => owners.GetValueOrDefault(id) == accountId);
        var copies = db.Links.Where(l => l.MailboxId != mailboxId && own.Contains(l.ActivityId!)).Select(l => l.Id);
        await db.History.Where(h => copies.Contains(h.LinkId))
            .ExecuteUpdateAsync(set => set.SetProperty(h => h.Title, "").SetProperty(h => h.Values, (string?)null), cancellationToken);
        await db.Conflicts.Where(c => copies.Contains(c.LinkId)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Those of a batch's links that are copies of what their owner withholds. Call before any of them is forgotten.</summary>
    public async Task<IReadOnlySet<Guid>> CopiesAsync(LedgerBatch batch, CancellationToken cancellationToken)
    {
        var ids = batch.History.Select(h => h.LinkId).Distinct().ToList();
        if (ids.Count == 0)
        {
            return new HashSet<Guid>();
        }

        var shared = await db.Links.AsNoTracking()
            .Where(l => l.MailboxId == mailboxId && ids.Contains(l.Id))
            .Join(db.Links.Where(o => o.MailboxId != mailboxId && o.IsWithheld), l => l.ActivityId, o => o.ActivityId, (l, o) => new { l.Id, l.ActivityId, o.MailboxId })
            .Join(db.Mailboxes, s => s.MailboxId, m => m.Id, (s, m) => new { s.Id, s.ActivityId, m.AccountId })
            .ToListAsync(cancellationToken);
        var owners = await OwnersAsync([.. shared.Select(s => s.ActivityId!)], cancellationToken);
        return shared.Where(s => owners.GetValueOrDefault(s.ActivityId!) == s.AccountId).Select(s => s.Id).ToHashSet();
    }

    public static HistoryRow WithoutText(HistoryRow row)
    {
        (row.Title, row.Values) = ("", null);
        return row;
    }

    /// <summary>By activity; deleted ones too, whose copies are being removed.</summary>
    private async Task<Dictionary<string, Guid>> OwnersAsync(List<string> activityIds, CancellationToken cancellationToken)
    {
        if (activityIds.Count == 0)
        {
            return [];
        }

        var ids = activityIds.Select(id => Guid.TryParseExact(id, "N", out var activity) ? activity : Guid.Empty).ToHashSet();
        var owners = await db.Activities.IgnoreQueryFilters().Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.OwnerId }).ToListAsync(cancellationToken);
        return owners.ToDictionary(a => a.Id.ToString("N"), a => a.OwnerId, StringComparer.Ordinal);
    }
}
