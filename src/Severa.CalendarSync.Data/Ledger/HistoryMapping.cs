using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>Between what a run tells and the rows of the history.</summary>
internal static class HistoryMapping
{
    public static HistoryRow ToRow(this HistoryEvent told, Guid mailboxId, Guid runId) => new()
    {
        MailboxId = mailboxId,
        LinkId = told.LinkId,
        At = told.At.UtcDateTime,
        Kind = told.Kind,
        Target = told.Target,
        Reason = told.Reason,
        Fields = told.Fields,
        Title = told.Title,
        Code = told.Code,
        RunId = runId,
        ChangeId = told.ChangeId,
        ItemId = told.Key?.Id,
        ItemSeries = told.Key?.Series,
        ItemOriginalStart = told.Key?.OriginalStart?.UtcDateTime,
        Values = StoredValues.Write(told.Values),
    };

    public static ItemKey? ItemKey(this HistoryRow row) => StoredKeys.Read(row.ItemId, row.ItemSeries, row.ItemOriginalStart);

    public static string? WriteEvent(HistoryEvent? told) => told is null ? null : StoredJson.Write(new StoredEvent(
        told.At, told.LinkId, told.Kind, told.Target, told.Reason, (int)told.Fields, told.Title, told.Code, told.ChangeId,
        told.Key?.Id, told.Key?.Series, told.Key?.OriginalStart?.UtcDateTime, told.Values is null ? null : StoredValues.Of(told.Values)));

    public static HistoryEvent? ReadEvent(string? json) => json is null ? null : StoredJson.Read<StoredEvent>(json)?.ToEvent();

    private sealed record StoredEvent(
        DateTimeOffset At, Guid LinkId, SyncActionKind Kind, Side Target, Reason Reason, int Fields, string Title, string? Code, Guid ChangeId,
        string? ItemId, string? ItemSeries, DateTime? ItemOriginalStart, StoredValues? Values)
    {
        public HistoryEvent ToEvent() => new(At, LinkId, Kind, Target, Reason, (ItemFields)Fields, Title, Code)
        {
            ChangeId = ChangeId,
            Key = StoredKeys.Read(ItemId, ItemSeries, ItemOriginalStart),
            Values = Values?.ToValues(),
        };
    }
}
