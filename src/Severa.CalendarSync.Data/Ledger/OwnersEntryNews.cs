using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Activities;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>
/// Participants see of the owner's link whether his entry is a meeting, and its UID (R24). Where a batch changes that, their
/// activities have news although nobody wrote the activity: their revisions are raised, so that their next runs read it.
/// </summary>
internal sealed class OwnersEntryNews(SyncDbContext db, Guid mailboxId)
{
    private static readonly OwnersEntry NoEntry = new(IsMeeting: false, Uid: null);

    /// <summary>Call before the links are written: what they said until now is read from the database.</summary>
    public async Task TellAsync(LedgerBatch batch, CancellationToken cancellationToken)
    {
        var changed = await ChangedAsync(batch, cancellationToken);
        if (changed.Count == 0)
        {
            return;
        }

        var participants = await db.Activities
            .Where(a => changed.Contains(a.Id) && db.Mailboxes.Any(m => m.Id == mailboxId && m.AccountId == a.OwnerId))
            .SelectMany(a => a.Participants.Select(p => p.AccountId))
            .Distinct()
            .ToListAsync(cancellationToken);
        await ActivityRevisions.RaiseAsync(db, participants, exceptMailbox: mailboxId, cancellationToken);
    }

    /// <summary>The activities of which this mailbox's links say something else from now on.</summary>
    private async Task<List<Guid>> ChangedAsync(LedgerBatch batch, CancellationToken cancellationToken)
    {
        var ids = batch.Links.Select(l => l.Id).Concat(batch.ForgottenLinks).ToList();
        if (ids.Count == 0)
        {
            return [];
        }

        var before = await db.Links
            .Where(l => l.MailboxId == mailboxId && ids.Contains(l.Id) && l.ActivityId != null)
            .ToDictionaryAsync(l => l.ActivityId!, l => new OwnersEntry(l.IsMeeting, l.Uid), StringComparer.Ordinal, cancellationToken);
        var after = batch.LastWords().Where(l => l.Activity is not null)
            .ToDictionary(l => l.Activity!.Key.Id, l => new OwnersEntry(l.IsMeeting, l.Uid), StringComparer.Ordinal);
        return [.. before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Where(id => before.GetValueOrDefault(id, NoEntry) != after.GetValueOrDefault(id, NoEntry))
            .Select(id => Guid.TryParseExact(id, "N", out var activity) ? activity : Guid.Empty)];
    }
}
