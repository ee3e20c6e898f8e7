using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Mapping;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>Writes single appointments, many in one request.</summary>
internal sealed class EntryWriter(CalendarFolder folder, ItemFetcher fetcher, WriteCalls calls, EntryFormat format)
{
    public async Task<IReadOnlyList<WriteOutcome>> CreateAsync(IReadOnlyList<ItemDraft> drafts, CancellationToken cancellationToken)
    {
        var calendar = await folder.IdAsync(cancellationToken);
        var entries = drafts.Select(format.Draft).ToArray();
        var answers = await calls.SendAsync(entries, e => SoapWriter.SizeOf(w => e.Write(w, EwsDialect.Newest)), batch => new CreateItemOperation(calendar, batch), cancellationToken);
        return [.. answers.Select(a => WriteOutcomes.Of(a, Done))];
    }

    public async Task<IReadOnlyList<WriteOutcome>> UpdateAsync(IReadOnlyList<ItemUpdate> updates, CancellationToken cancellationToken)
    {
        var changes = updates.Select(u => new EntryChange(new EwsItemId(u.Key.Id, u.ExpectedVersion), format.Changes(u))).ToArray();
        var answers = await calls.SendAsync(changes, c => SoapWriter.SizeOf(w => c.Write(w, EwsDialect.Newest)), batch => new UpdateItemOperation(batch), cancellationToken);
        return [.. answers.Select(a => WriteOutcomes.Of(a, Done))];
    }

    /// <summary>The server ignores versions when it deletes, so each item is looked at right before.</summary>
    public async Task<IReadOnlyList<WriteOutcome>> DeleteAsync(IReadOnlyList<ItemDelete> deletes, CancellationToken cancellationToken)
    {
        var outcomes = new WriteOutcome?[deletes.Count];
        var calendar = await folder.IdAsync(cancellationToken);
        var current = await fetcher.GetAsync([.. deletes.Select(d => new ItemRef(d.Key.Id))], ItemShape.Version, cancellationToken);
        var ready = new List<int>();
        for (var i = 0; i < deletes.Count; i++)
        {
            outcomes[i] = current[i].Code == "ErrorItemNotFound" ? Deleted(deletes[i].Key) : Obstacle(current[i], deletes[i], calendar.Id!);
            if (outcomes[i] is null)
            {
                ready.Add(i);
            }
        }

        var ids = ready.Select(i => new EwsItemId(deletes[i].Key.Id, deletes[i].ExpectedVersion)).ToArray();
        var answers = await calls.SendAsync(ids, id => SoapWriter.SizeOf(w => w.Id(id)), batch => new DeleteItemOperation(batch), cancellationToken);
        foreach (var (index, answer) in ready.Zip(answers))
        {
            outcomes[index] = WriteOutcomes.OfDelete(answer, () => Deleted(deletes[index].Key));
        }

        return [.. outcomes.Select(o => o!)];
    }

    private static WriteOutcome? Obstacle(ItemAnswer<System.Xml.Linq.XElement> current, ItemDelete delete, string calendar)
    {
        if (current.Value is not { } item)
        {
            return WriteOutcomes.OfCode(current.Code);
        }

        if (item.ItemIdOf("ParentFolderId") is { } parent && !string.Equals(parent.Id, calendar, StringComparison.Ordinal))
        {
            return WriteOutcome.Stale("OutOfCalendar");
        }

        return item.ItemIdOf()?.ChangeKey == delete.ExpectedVersion ? null : WriteOutcome.Stale("ErrorStaleObject");
    }

    private static WriteOutcome Done(EwsItemId item) =>
        WriteOutcome.Done(ItemKey.Of(item.Id), item.ChangeKey!, new ItemVersion(item.Id, item.ChangeKey!));

    private static WriteOutcome Deleted(ItemKey key) =>
        WriteOutcome.Done(key, EntryReader.DeletedVersion, new ItemVersion(key.Id, EntryReader.DeletedVersion));
}
