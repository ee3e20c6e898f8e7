using System.Text.Json;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>Between the rules' <see cref="Link"/> and its row.</summary>
internal static class LinkMapping
{
    public static LinkRow ToRow(this Link link, Guid mailboxId)
    {
        var row = new LinkRow { Id = link.Id, MailboxId = mailboxId, Base = "", Epoch = "" };
        link.CopyTo(row);
        return row;
    }

    public static void CopyTo(this Link link, LinkRow row)
    {
        row.Origin = link.Origin;
        row.State = link.State;
        row.StateReason = link.StateReason;
        row.EntryToken = link.Entry is { } entry ? EntryTokens.Of(entry.Key) : null;
        row.EntryId = link.Entry?.Key.Id;
        row.EntrySeries = link.Entry?.Key.Series;
        row.EntryOriginalStart = link.Entry?.Key.OriginalStart?.UtcDateTime;
        row.EntryVersion = link.Entry?.Version;
        row.ActivityId = link.Activity?.Key.Id;
        row.ActivityVersion = link.Activity?.Version;
        row.Base = StoredBase.Write(link.Base);
        row.Epoch = link.Epoch;
        row.Uid = link.Uid;
        row.EndsAt = link.EndsAt.UtcDateTime;
        row.IsWithheld = link.IsWithheld;
        row.IsMeeting = link.IsMeeting;
        row.SetAsideCode = link.SetAside?.Code;
        row.SetAsideAttempts = link.SetAside?.Attempts ?? 0;
        row.RetryAt = link.SetAside?.RetryAt.UtcDateTime;
        row.Decision = link.Decision;
        row.Trail = link.Trail is null ? null : StoredJson.Write(link.Trail);
    }

    public static Link ToLink(this LinkRow row) => new()
    {
        Id = row.Id,
        Origin = row.Origin,
        State = row.State,
        StateReason = row.StateReason,
        Entry = StoredKeys.Read(row.EntryId, row.EntrySeries, row.EntryOriginalStart) is { } key ? new LinkHalf(key, row.EntryVersion ?? "") : null,
        Activity = row.ActivityId is null ? null : new LinkHalf(ItemKey.Of(row.ActivityId), row.ActivityVersion ?? ""),
        Base = StoredBase.Read(row.Base),
        Epoch = row.Epoch,
        Uid = row.Uid,
        EndsAt = row.EndsAt.ToOffset(),
        IsWithheld = row.IsWithheld,
        IsMeeting = row.IsMeeting,
        SetAside = row.SetAsideCode is null ? null : new SetAside(row.SetAsideCode, row.SetAsideAttempts, row.RetryAt!.Value.ToOffset()),
        Decision = row.Decision,
        Trail = row.Trail is null ? null : StoredJson.Read<WriteTrail>(row.Trail),
    };

    public static IntentRow ToRow(this Intent intent, Guid mailboxId) => new()
    {
        OperationId = intent.OperationId,
        MailboxId = mailboxId,
        LinkId = intent.LinkId,
        Kind = intent.Kind,
        Target = intent.Target,
        At = intent.At.UtcDateTime,
        Planned = StoredJson.Write(intent.Planned.ToRow(mailboxId)),
        Event = HistoryMapping.WriteEvent(intent.Event),
    };

    public static Intent ToIntent(this IntentRow row)
    {
        var planned = StoredJson.Read<LinkRow>(row.Planned) ?? throw new JsonException("An intent has no plan.");
        return new Intent(row.OperationId, row.LinkId, row.Kind, row.Target, row.At.ToOffset(), planned.ToLink(), HistoryMapping.ReadEvent(row.Event));
    }

    public static DateTimeOffset ToOffset(this DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Utc));
}
