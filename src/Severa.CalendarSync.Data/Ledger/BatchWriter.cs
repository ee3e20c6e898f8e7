using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>Writes one <see cref="LedgerBatch"/> into the transaction its caller holds.</summary>
internal sealed class BatchWriter(SyncDbContext db, Guid mailboxId, Guid runId, DateTime now)
{
    public async Task WriteAsync(LedgerBatch batch, CancellationToken cancellationToken)
    {
        await new OwnersEntryNews(db, mailboxId).TellAsync(batch, cancellationToken);
        var withheld = new WithheldTexts(db, mailboxId);
        await withheld.LeaveOthersAsync(batch, cancellationToken);
        var copies = await withheld.CopiesAsync(batch, cancellationToken);
        await ForgetAsync(batch.ForgottenLinks, cancellationToken);
        await SaveLinksAsync(batch, cancellationToken);
        await new DismissalWriter(db, mailboxId).WriteAsync(batch, cancellationToken);
        await CloseIntentsAsync(batch.ClosedIntents, cancellationToken);
        db.OwnWrites.AddRange(batch.OwnWrites.Select(w => new OwnWrite { MailboxId = mailboxId, ItemId = w.Id, Version = w.Version, At = now }));
        db.History.AddRange(batch.History.Select(h => h.ToRow(mailboxId, runId)).Select(h => copies.Contains(h.LinkId) ? WithheldTexts.WithoutText(h) : h));
        await SettleUndosAsync(batch.SettledUndos, cancellationToken);
        await MarkAsync(batch, cancellationToken);
        await BeginAsync(batch, cancellationToken);
    }

    /// <summary>First, so that their keys are free for the links that follow.</summary>
    private async Task ForgetAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count > 0)
        {
            await db.Links.Where(l => l.MailboxId == mailboxId && ids.Contains(l.Id)).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private async Task SaveLinksAsync(LedgerBatch batch, CancellationToken cancellationToken)
    {
        var links = batch.LastWords();
        var ids = links.ConvertAll(l => l.Id);
        var rows = await db.Links.Where(l => l.MailboxId == mailboxId && ids.Contains(l.Id)).ToDictionaryAsync(l => l.Id, cancellationToken);
        await FreeChangedTokensAsync(links.ConvertAll(l => l.ToRow(mailboxId)), rows, cancellationToken);
        foreach (var link in links)
        {
            if (rows.TryGetValue(link.Id, out var row))
            {
                link.CopyTo(row);
            }
            else
            {
                db.Links.Add(link.ToRow(mailboxId));
            }
        }
    }

    /// <summary>Occurrences that trade places trade keys: the old ones are let go before the new ones are taken.</summary>
    private async Task FreeChangedTokensAsync(List<LinkRow> wanted, Dictionary<Guid, LinkRow> rows, CancellationToken cancellationToken)
    {
        var changed = wanted
            .Where(w => rows.TryGetValue(w.Id, out var row) && row.EntryToken is not null && row.EntryToken != w.EntryToken)
            .Select(w => w.Id)
            .ToList();
        if (changed.Count == 0)
        {
            return;
        }

        await db.Links.Where(l => changed.Contains(l.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.EntryToken, (string?)null), cancellationToken);
        foreach (var id in changed)
        {
            // The tracked row now says what the database says: setting the new token is a plain change.
            db.Entry(rows[id]).Property(r => r.EntryToken).OriginalValue = null;
        }
    }

    private async Task CloseIntentsAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count > 0)
        {
            await db.Intents.Where(i => i.MailboxId == mailboxId && ids.Contains(i.OperationId))
                .ExecuteUpdateAsync(set => set.SetProperty(i => i.ClosedAt, now).SetProperty(i => i.Event, (string?)null), cancellationToken);
        }
    }

    /// <summary>How far the run is; and that the cursor is void until it is complete (<see cref="LedgerBatch.Links"/>).</summary>
    private async Task MarkAsync(LedgerBatch batch, CancellationToken cancellationToken)
    {
        if (batch is { Progress: null, Links.Count: 0 })
        {
            return;
        }

        await db.Mailboxes.Where(m => m.Id == mailboxId).ExecuteUpdateAsync(
            set =>
            {
                if (batch.Progress is { } progress)
                {
                    set.SetProperty(m => m.ProgressDone, progress.Done).SetProperty(m => m.ProgressTotal, progress.Total);
                }

                if (batch.Links.Count > 0)
                {
                    set.SetProperty(m => m.OutlookCursor, (string?)null);
                }
            },
            cancellationToken);
    }

    /// <summary>What is to be forgotten before the first action of a run.</summary>
    private async Task BeginAsync(LedgerBatch batch, CancellationToken cancellationToken)
    {
        if (batch is { ChangesRules: false, BeginsAgreedPlan: false })
        {
            return;
        }

        await db.Mailboxes.Where(m => m.Id == mailboxId).ExecuteUpdateAsync(
            set =>
            {
                if (batch.ChangesRules)
                {
                    set.SetProperty(m => m.PolicyHash, "");
                }

                if (batch.BeginsAgreedPlan)
                {
                    set.SetProperty(m => m.ExpectedPlan, (string?)null);
                }
            },
            cancellationToken);
    }

    private async Task SettleUndosAsync(IReadOnlyList<SettledUndo> settled, CancellationToken cancellationToken)
    {
        foreach (var group in settled.GroupBy(s => s.Result))
        {
            var ids = group.Select(s => s.Id).ToList();
            await db.Undos.Where(u => u.MailboxId == mailboxId && ids.Contains(u.Id)).ExecuteUpdateAsync(
                set => set.SetProperty(u => u.SettledAt, now).SetProperty(u => u.Result, group.Key), cancellationToken);
        }
    }
}
