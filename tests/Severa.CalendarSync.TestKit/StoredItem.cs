using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.TestKit;

/// <summary>One item of an <see cref="InMemoryStore"/>.</summary>
public sealed class StoredItem
{
    public required string Id { get; set; }

    public int Version { get; set; } = 1;

    public required ItemContent Content { get; set; }

    public required DateTimeOffset ModifiedAt { get; set; }

    public string? Uid { get; set; }

    public string? Series { get; set; }

    public DateTimeOffset? OriginalStart { get; set; }

    public Stamp? Stamp { get; set; }

    public Guid? LinkId { get; set; }

    /// <summary>The try of the service that made it.</summary>
    public Guid? OperationId { get; set; }

    public EntryFacts? Entry { get; set; }

    public ActivityFacts? Activity { get; set; }

    /// <summary>Severa: the mailbox whose user owns the activity; null where there is only one mailbox.</summary>
    public Guid? Owner { get; set; }

    /// <summary>Severa: the mailboxes whose users take part.</summary>
    public HashSet<Guid> Participants { get; private init; } = [];

    public bool IsDeleted { get; set; }

    /// <summary>The item cannot be read (R17).</summary>
    public bool IsDamaged { get; set; }

    /// <summary>A test's own mark: which thing of a person's life this is.</summary>
    public string Tag { get; set; } = "";

    public string VersionText => $"v{Version}";

    public ItemKey Key => Series is null ? ItemKey.Of(Id) : ItemKey.Occurrence(Series, OriginalStart!.Value, Id);

    public IEnumerable<Guid> Concerned => Owner is { } owner ? Participants.Prepend(owner) : Participants;

    /// <summary>What this item was called before it was moved.</summary>
    public List<ItemKey> FormerKeys { get; private init; } = [];

    public bool IsOrWas(ItemKey key) => Key.Equals(key) || FormerKeys.Contains(key);

    public StoredItem Copy() => new()
    {
        Id = Id,
        Version = Version,
        Content = Content,
        ModifiedAt = ModifiedAt,
        Uid = Uid,
        Series = Series,
        OriginalStart = OriginalStart,
        Stamp = Stamp,
        LinkId = LinkId,
        OperationId = OperationId,
        Entry = Entry,
        Activity = Activity,
        Owner = Owner,
        Participants = [.. Participants],
        IsDeleted = IsDeleted,
        IsDamaged = IsDamaged,
        Tag = Tag,
        FormerKeys = [.. FormerKeys],
    };

    public bool Concerns(Guid? viewer) => viewer is null || Owner is null || Concerned.Contains(viewer.Value);
}
