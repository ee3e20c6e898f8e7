using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.TestKit;

/// <summary>What people do in this calendar.</summary>
public sealed partial class InMemorySide
{
    public StoredItem UserAdds(ItemContent content, EntryFacts? entry = null, ActivityFacts? activity = null, string? series = null, DateTimeOffset? originalStart = null) =>
        Add(content, entry, activity, series, originalStart);

    public void UserChanges(StoredItem item, Func<ItemContent, ItemContent> change)
    {
        item.Content = change(item.Content);
        Touch(item);
    }

    /// <summary>The owner's deletion takes the activity, a participant's only his own part in it.</summary>
    public void UserDeletes(StoredItem item)
    {
        if (viewer is { } person && item.Owner is { } owner && owner != person)
        {
            item.Participants.Remove(person);
            item.Version++;
            _store.Log(item, item.VersionText, person);
            return;
        }

        item.IsDeleted = true;
        _store.Log(item, InMemoryStore.Deleted);
    }

    /// <summary>Somebody takes part in an activity from now on.</summary>
    public void UserInvites(StoredItem item, Guid person)
    {
        item.Participants.Add(person);
        Touch(item);
    }

    /// <summary>Something the user did that shows in facts, not in fields.</summary>
    public void Touch(StoredItem item)
    {
        item.Version++;
        item.ModifiedAt = Now;
        _store.Log(item, item.VersionText);
    }

    /// <summary>Outlook copies our hidden property along (R15).</summary>
    /// <param name="original">What is copied.</param>
    /// <param name="content">What the copy says, where that is something else.</param>
    public StoredItem UserCopies(StoredItem original, ItemContent? content = null)
    {
        var copy = UserAdds(content ?? original.Content);
        (copy.Stamp, copy.LinkId, copy.OperationId) = (original.Stamp, original.LinkId, original.OperationId);
        return copy;
    }

    /// <summary>Moved away and back: the same item under a new id.</summary>
    public void UserMovesAway(StoredItem item)
    {
        _store.Log(item, InMemoryStore.Deleted);
        item.FormerKeys.Add(item.Key);
        item.Id = _store.NewId(side.ToString());
        Touch(item);
    }

    /// <summary>The mailbox moved: another folder, where everything has another id.</summary>
    public void MoveTo(string epoch)
    {
        Epoch = epoch;
        foreach (var item in Items)
        {
            item.FormerKeys.Add(item.Key);
            item.Id = _store.NewId(side.ToString());
            item.Version++;
            _store.Log(item, item.VersionText);
        }
    }

    private DateTimeOffset Now => time.GetUtcNow() + Ahead;

    private StoredItem Add(ItemContent content, EntryFacts? entry, ActivityFacts? activity, string? series, DateTimeOffset? originalStart)
    {
        var id = _store.NewId(side.ToString());
        var item = new StoredItem
        {
            Id = id,
            Content = content,
            ModifiedAt = Now,
            Entry = side == Side.Outlook ? entry ?? EntryFacts.Plain : null,
            Activity = side == Side.Severa ? activity ?? new ActivityFacts(policy().DefaultTypeId) : null,
            Series = series,
            OriginalStart = originalStart,
            Uid = side == Side.Outlook ? series ?? $"uid-{Epoch}-{id}" : null,
            Owner = side == Side.Severa ? viewer : null,
        };
        Items.Add(item);
        _store.Log(item, item.VersionText);
        return item;
    }
}
