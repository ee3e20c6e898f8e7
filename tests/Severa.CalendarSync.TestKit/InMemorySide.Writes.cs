using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.TestKit;

/// <summary>What the service writes.</summary>
public sealed partial class InMemorySide
{
    /// <summary>Writes to an entry with attendees, each of which could have sent mail: refused, and counted.</summary>
    public int MeetingWrites { get; private set; }

    /// <summary>What this side makes of a text it is given: trims it, changes its line ends, cuts it at its limit.</summary>
    public Func<ItemContent, ItemContent> Rewrites { get; set; } = content => content;

    /// <summary>Told of every item the service makes here.</summary>
    public Action<StoredItem, ItemDraft> Made { get; set; } = (_, _) => { };

    /// <summary>Told of every item the service is about to change here.</summary>
    public Action<StoredItem, ItemUpdate> Changing { get; set; } = (_, _) => { };

    /// <summary>The service is about to delete an item.</summary>
    public Action<StoredItem> Deleting { get; set; } = _ => { };

    public Task<IReadOnlyList<WriteOutcome>> CreateAsync(IReadOnlyList<ItemDraft> drafts, CancellationToken cancellationToken) =>
        Write("create", drafts, Create, _ => null);

    public Task<IReadOnlyList<WriteOutcome>> UpdateAsync(IReadOnlyList<ItemUpdate> updates, CancellationToken cancellationToken) =>
        Write("update", updates, Update, u => u.Key);

    public Task<IReadOnlyList<WriteOutcome>> DeleteAsync(IReadOnlyList<ItemDelete> deletes, CancellationToken cancellationToken) =>
        Write("delete", deletes, Delete, d => d.Key);

    private Task<IReadOnlyList<WriteOutcome>> Write<T>(string name, IReadOnlyList<T> items, Func<T, WriteOutcome> write, Func<T, ItemKey?> keyOf)
    {
        var startedAt = time.GetUtcNow();
        var fault = Call(name);
        if (fault is Fault.RequestLost or Fault.ItemsFail)
        {
            var lost = fault == Fault.RequestLost ? WriteOutcome.Unknown("Timeout") : WriteOutcome.Failed("ErrorInternalServerTransientError");
            return Outcomes(items.Select(_ => lost));
        }

        var outcomes = new List<WriteOutcome>();
        foreach (var item in items)
        {
            // Killed between two items of one call: those before it are written.
            crashes.Step($"{side}.{name} item");
            outcomes.Add(HasTimedOut(startedAt) ? WriteOutcome.Unknown("Timeout") : WriteOne(item, fault, write, keyOf(item)));
        }

        crashes.Step($"{side}.{name} answered");
        return fault == Fault.Unexpected
            ? throw new UnexpectedFaultException()
            : Outcomes(fault == Fault.AnswerLost || HasTimedOut(startedAt) ? outcomes.Select(_ => WriteOutcome.Unknown("Timeout")) : outcomes);
    }

    private WriteOutcome WriteOne<T>(T item, Fault fault, Func<T, WriteOutcome> write, ItemKey? key)
    {
        if (fault == Fault.ItemsRefused || (key is not null && Refuses(key)))
        {
            return WriteOutcome.Refused("ErrorOccurrenceCrossingBoundary");
        }

        if (fault == Fault.Stale && Visible.FirstOrDefault(i => i.Key.Equals(key)) is { } touched)
        {
            Touch(touched);
        }

        return write(item);
    }

    private static Task<IReadOnlyList<WriteOutcome>> Outcomes(IEnumerable<WriteOutcome> outcomes) => Task.FromResult<IReadOnlyList<WriteOutcome>>([.. outcomes]);

    private WriteOutcome Create(ItemDraft draft)
    {
        if (side == Side.Severa && Visible.FirstOrDefault(i => i.LinkId == draft.LinkId) is { } made)
        {
            // Severa's built-in store creates once per link, and says so.
            return WriteOutcome.Done(made.Key, "v1") with { WasThere = true };
        }

        Writes++;
        var item = Add(Rewrites(draft.Content), null, draft.TypeId is { } type ? new ActivityFacts(type) : null, null, null);
        item.Stamp = draft.Stamp;
        (item.LinkId, item.OperationId) = (draft.LinkId, draft.OperationId);
        Made(item, draft);
        return WriteOutcome.Done(item.Key, item.VersionText);
    }

    private WriteOutcome Update(ItemUpdate update)
    {
        var item = Visible.FirstOrDefault(i => i.Key.Equals(update.Key));
        if (item is null || item.VersionText != update.ExpectedVersion)
        {
            return WriteOutcome.Stale(item is null ? "ErrorItemNotFound" : "ErrorIrresolvableConflict");
        }

        if (IsMeeting(item))
        {
            return WriteOutcome.Refused("ErrorMailWouldBeSent");
        }

        Writes++;
        Changing(item, update);
        if (update.TypeId is { } type)
        {
            item.Activity = item.Activity! with { TypeId = type };
        }

        item.Content = item.Content.With(update.Fields, Rewrites(update.Content));
        Touch(item);
        return WriteOutcome.Done(item.Key, item.VersionText);
    }

    private WriteOutcome Delete(ItemDelete delete)
    {
        var item = Visible.FirstOrDefault(i => i.Key.Equals(delete.Key));
        if (item is not null && item.VersionText != delete.ExpectedVersion)
        {
            return WriteOutcome.Stale("ErrorIrresolvableConflict");
        }

        if (item is not null && IsMeeting(item))
        {
            return WriteOutcome.Refused("ErrorMailWouldBeSent");
        }

        if (item is not null)
        {
            Writes++;
            Deleting(item);
            UserDeletes(item);
        }

        return WriteOutcome.Done(delete.Key, InMemoryStore.Deleted, new ItemVersion(delete.Key.Id, InMemoryStore.Deleted));
    }

    private bool IsMeeting(StoredItem item)
    {
        var isMeeting = item.Entry is { HasAttendees: true };
        MeetingWrites += isMeeting ? 1 : 0;
        return isMeeting;
    }
}
