using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>Loads all a run needs to know of its mailbox.</summary>
internal sealed class SnapshotReader(SyncDbContext db, Mailbox mailbox, DateTime now)
{
    public async Task<LedgerSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        var links = await db.Links.AsNoTracking().Where(l => l.MailboxId == mailbox.Id).OrderBy(l => l.Id).ToListAsync(cancellationToken);
        var intents = await db.Intents.AsNoTracking()
            .Where(i => i.MailboxId == mailbox.Id && i.ClosedAt == null).OrderBy(i => i.At).ToListAsync(cancellationToken);
        var ownWrites = await db.OwnWrites.AsNoTracking()
            .Where(w => w.MailboxId == mailbox.Id).Select(w => new { w.ItemId, w.Version, w.At }).ToListAsync(cancellationToken);
        return new LedgerSnapshot
        {
            Links = [.. links.Select(l => l.ToLink())],
            OpenIntents = [.. intents.Select(i => i.ToIntent())],
            OwnWrites = ownWrites.Select(w => new ItemVersion(w.ItemId, w.Version)).ToHashSet(),
            AwaitedWrites = ownWrites.Where(w => w.At >= mailbox.OutlookReadAt).Select(w => w.ItemId).ToHashSet(StringComparer.Ordinal),
            OutlookCursor = mailbox.OutlookCursor,
            SeveraCursor = mailbox.SeveraCursor,
            // Before the first run: the folder the user proved to be his (R23).
            Epoch = mailbox.Epoch.Length > 0 ? mailbox.Epoch : mailbox.FolderId ?? "",
            Window = Window(),
            PolicyHash = mailbox.PolicyHash,
            IsFullDue = await IsFullDueAsync(cancellationToken),
            HoldAllDeletions = mailbox.HoldAllDeletions,
            Dismissals = await DismissalsAsync(cancellationToken),
            Undos = await new UndoReader(db, mailbox, now).OpenAsync(cancellationToken),
            ExpectedPlan = mailbox.ExpectedPlan,
            OnlyDecisions = !mailbox.IsEnabled,
        };
    }

    private async Task<bool> IsFullDueAsync(CancellationToken cancellationToken) => mailbox.FullComparisonDueAt is not { } due
        || (due <= now && NightSlot.IsNow(due.ToOffset(), mailbox.Id, now.ToOffset(), await OwnersZone.OfAsync(db, mailbox.Id, cancellationToken)));

    private async Task<IReadOnlyList<Dismissal>> DismissalsAsync(CancellationToken cancellationToken)
    {
        var rows = await db.Dismissals.AsNoTracking().Where(d => d.MailboxId == mailbox.Id).OrderBy(d => d.LinkId).ToListAsync(cancellationToken);
        return rows.ConvertAll(d => d.ToDismissal());
    }

    private SyncWindow? Window() => mailbox is { WindowStart: { } start, WindowEnd: { } end }
        ? new SyncWindow(start.ToOffset(), end.ToOffset())
        : null;
}
