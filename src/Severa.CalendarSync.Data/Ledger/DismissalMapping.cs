using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>A dismissed link, as it is remembered beside the links.</summary>
internal static class DismissalMapping
{
    public static DismissalRow ToDismissal(this Link link, Guid mailboxId) => new()
    {
        MailboxId = mailboxId,
        LinkId = link.Id,
        EntryId = link.Entry?.Key.Id,
        EntrySeries = link.Entry?.Key.Series,
        EntryOriginalStart = link.Entry?.Key.OriginalStart?.UtcDateTime,
        ActivityId = link.Activity?.Key.Id,
        Uid = link.Uid,
        Origin = link.Origin,
        Reason = link.StateReason,
        EndsAt = link.EndsAt.UtcDateTime,
    };

    public static Dismissal ToDismissal(this DismissalRow row) => new(
        row.LinkId,
        StoredKeys.Read(row.EntryId, row.EntrySeries, row.EntryOriginalStart),
        row.ActivityId is null ? null : ItemKey.Of(row.ActivityId),
        row.Uid,
        row.Origin,
        row.Reason,
        row.EndsAt.ToOffset());
}
