using System.Xml.Linq;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Mapping;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>
/// Writes occurrences, one after another: each write gives the master and with it the other occurrences new versions.
/// A version that is not the expected one is still accepted where the master is as our own last write left it.
/// </summary>
internal sealed class OccurrenceWriter(ItemFetcher fetcher, SeriesFinder series, WriteCalls calls, EntryMapper mapper, EntryFormat format)
{
    private const string OnlyOneLeft = "ErrorRecurrenceHasNoOccurrence";

    /// <summary>By UID: the master as our last write in this run left it.</summary>
    private readonly Dictionary<string, EwsItemId> _ours = new(StringComparer.Ordinal);

    public async Task<WriteOutcome> UpdateAsync(ItemUpdate update, CancellationToken cancellationToken)
    {
        if (await ResolveAsync(update.Key, update.Current, cancellationToken) is not { } target)
        {
            return WriteOutcome.Stale("ErrorItemNotFound");
        }

        if (!IsExpected(target, update.Key, update.ExpectedVersion, update.Current))
        {
            return WriteOutcome.Stale("ErrorStaleObject");
        }

        var change = new EntryChange(new EwsItemId(target.Item.Key.Id, target.Item.Version), format.Changes(update, target.Zone));
        var answer = (await calls.SendAsync([change], _ => 0, batch => new UpdateItemOperation(batch), cancellationToken))[0];
        var outcome = WriteOutcomes.Of(answer, id => WriteOutcome.Done(KeyOf(update.Key, id.Id), id.ChangeKey!, new ItemVersion(id.Id, id.ChangeKey!)));
        return outcome.Status == WriteStatus.Done ? await WithMasterAsync(outcome, update.Key, target.Master, cancellationToken) : outcome;
    }

    public async Task<WriteOutcome> DeleteAsync(ItemDelete delete, CancellationToken cancellationToken)
    {
        if (await ResolveAsync(delete.Key, null, cancellationToken) is not { } target)
        {
            return await GoneOrStaleAsync(delete.Key, cancellationToken);
        }

        if (!IsExpected(target, delete.Key, delete.ExpectedVersion, current: null))
        {
            return WriteOutcome.Stale("ErrorStaleObject");
        }

        var id = new EwsItemId(target.Item.Key.Id, target.Item.Version);
        var answer = await DeleteAsync(id, cancellationToken);
        if (answer.Code == OnlyOneLeft)
        {
            // The server keeps no series without occurrences: the last one goes with its master.
            var whole = await DeleteAsync(target.Master, cancellationToken);
            return WriteOutcomes.OfDelete(whole, () => Deleted(delete.Key, target.Master.Id));
        }

        var outcome = WriteOutcomes.OfDelete(answer, () => Deleted(delete.Key, id.Id));
        return outcome.Status == WriteStatus.Done ? await WithMasterAsync(outcome, delete.Key, target.Master, cancellationToken) : outcome;
    }

    private async Task<WriteAnswer> DeleteAsync(EwsItemId id, CancellationToken cancellationToken) =>
        (await calls.SendAsync([id], _ => 0, batch => new DeleteItemOperation(batch), cancellationToken))[0];

    private static ItemKey KeyOf(ItemKey old, string id) => ItemKey.Occurrence(old.Series!, old.OriginalStart!.Value, id);

    private static WriteOutcome Deleted(ItemKey key, string id) =>
        WriteOutcome.Done(key, EntryReader.DeletedVersion, new ItemVersion(id, EntryReader.DeletedVersion));

    /// <summary>Not found where it should be: gone only if its series says so.</summary>
    private async Task<WriteOutcome> GoneOrStaleAsync(ItemKey key, CancellationToken cancellationToken)
    {
        var sighting = await series.FindAsync(key, await series.MastersAsync(cancellationToken), cancellationToken);
        return sighting is Sighting.Gone ? Deleted(key, key.Id) : WriteOutcome.Stale("ErrorItemNotFound");
    }

    /// <summary>The occurrence and its master as they are now: by the id last seen, else where it was last seen, else by the series.</summary>
    private async Task<Target?> ResolveAsync(ItemKey key, CalendarItem? current, CancellationToken cancellationToken)
    {
        if (await FetchAsync(key, key.Id, cancellationToken) is { } target)
        {
            return target;
        }

        var time = current is { Content.When.IsAllDay: false } ? current.Content.When.Start : key.OriginalStart!.Value;
        foreach (var id in await series.NearAsync(key.Series!, time, cancellationToken))
        {
            if (await FetchAsync(key, id, cancellationToken) is { } near)
            {
                return near;
            }
        }

        var sighting = await series.FindAsync(key, await series.MastersAsync(cancellationToken), cancellationToken);
        return sighting is Sighting.Present present ? await FetchAsync(key, present.Item.Key.Id, cancellationToken) : null;
    }

    private async Task<Target?> FetchAsync(ItemKey key, string id, CancellationToken cancellationToken)
    {
        var answers = await fetcher.GetAsync([new ItemRef(id), new ItemRef(id, IsMasterOfIt: true)], ItemShape.Entry, cancellationToken);
        return mapper.Map(answers[0]).Item is { } item && item.Key.Equals(key) && answers[1].Value?.ItemIdOf() is { } master
            ? new Target(item, mapper.ZoneOf(answers[0].Value!), master)
            : null;
    }

    /// <summary>
    /// Unchanged since the decision. Where the version differs only because of our own writes to the series, the content is
    /// compared too if the decision's is at hand.
    /// </summary>
    private bool IsExpected(Target target, ItemKey key, string expected, CalendarItem? current) =>
        target.Item.Version == expected
        || (_ours.TryGetValue(key.Series!, out var ours) && ours == target.Master
            && (current is null || target.Item.Content.DifferenceTo(current.Content) == ItemFields.None));

    /// <summary>Adds the master's new version, so that the next reading recognises the change as ours (R14).</summary>
    private async Task<WriteOutcome> WithMasterAsync(WriteOutcome outcome, ItemKey key, EwsItemId master, CancellationToken cancellationToken)
    {
        var now = await MasterAsync(master, cancellationToken);
        if (now is not { ChangeKey: { } version } known)
        {
            _ours.Remove(key.Series!);
            return outcome;
        }

        _ours[key.Series!] = known;
        return outcome with { AlsoTouched = [.. outcome.AlsoTouched ?? [], new ItemVersion(known.Id, version)] };
    }

    private async Task<EwsItemId?> MasterAsync(EwsItemId master, CancellationToken cancellationToken)
    {
        try
        {
            var answer = (await fetcher.GetAsync([new ItemRef(master.Id)], ItemShape.Version, cancellationToken))[0];

            // The last occurrence takes its master with it.
            return answer.Code == "ErrorItemNotFound" ? master with { ChangeKey = EntryReader.DeletedVersion } : answer.Value?.ItemIdOf();
        }
        catch (SideException exception)
        {
            // The write is done and must be told; only the recognition of our own change is lost.
            calls.Remember(exception);
            return null;
        }
    }

    private sealed record Target(CalendarItem Item, TimeZoneInfo? Zone, EwsItemId Master);
}
