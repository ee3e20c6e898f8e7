using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>An item to be made.</summary>
/// <param name="LinkId">The link it is made for; carried by the item itself where the side can.</param>
/// <param name="Content">What to write.</param>
/// <param name="Stamp">Outlook: the hidden property.</param>
/// <param name="TypeId">Severa: the activity type.</param>
/// <param name="OperationId">The try: carried by the item itself where the side can, in Outlook by its stamp.</param>
public sealed record ItemDraft(Guid LinkId, ItemContent Content, Stamp? Stamp = null, Guid? TypeId = null, Guid? OperationId = null);

/// <summary>Fields to be written to an item that exists.</summary>
/// <param name="Key">Which item.</param>
/// <param name="ExpectedVersion">The version the decision was made on; another one on the side means <see cref="WriteStatus.Stale"/>.</param>
/// <param name="Fields">The fields to write; all others stay as they are.</param>
/// <param name="Content">Where their values are taken from.</param>
/// <param name="TypeId">Severa: the new activity type, when privacy crosses the border (R2).</param>
/// <param name="Current">The item as it was read for the decision, where it was.</param>
public sealed record ItemUpdate(ItemKey Key, string ExpectedVersion, ItemFields Fields, ItemContent Content, Guid? TypeId = null, CalendarItem? Current = null);

/// <summary>An item to be deleted.</summary>
public sealed record ItemDelete(ItemKey Key, string ExpectedVersion);

public enum WriteStatus
{
    /// <summary>Written; key and version are the new ones.</summary>
    Done,

    /// <summary>The item changed or vanished meanwhile: nothing was written, the next reading decides.</summary>
    Stale,

    /// <summary>The side refuses this write for good (R17).</summary>
    Refused,

    /// <summary>Failed, nothing was written; worth another try later.</summary>
    Failed,

    /// <summary>No answer: it may or may not have happened. Search before trying again.</summary>
    Unknown,
}

/// <summary>What became of one write.</summary>
/// <param name="Status">Done, or why not.</param>
/// <param name="Key">Done: the item's key as it is now.</param>
/// <param name="Version">Done: the version this write produced.</param>
/// <param name="Code">Not done: the side's own code (an EWS ResponseCode); never free text.</param>
/// <param name="AlsoTouched">Ids and versions that changed with it, such as the master of a series; they are our own writes too (R14).</param>
public sealed record WriteOutcome(
    WriteStatus Status, ItemKey? Key = null, string? Version = null, string? Code = null, IReadOnlyList<ItemVersion>? AlsoTouched = null)
{
    /// <summary>Create: it had been made for this link before. What anybody has made of it since was not read.</summary>
    public bool WasThere { get; init; }

    public static WriteOutcome Done(ItemKey key, string version, params IReadOnlyList<ItemVersion> alsoTouched) =>
        new(WriteStatus.Done, key, version, null, alsoTouched);

    public static WriteOutcome Stale(string code) => new(WriteStatus.Stale, Code: code);

    public static WriteOutcome Refused(string code) => new(WriteStatus.Refused, Code: code);

    public static WriteOutcome Failed(string code) => new(WriteStatus.Failed, Code: code);

    public static WriteOutcome Unknown(string code) => new(WriteStatus.Unknown, Code: code);
}

/// <summary>An item id in one version.</summary>
public readonly record struct ItemVersion(string Id, string Version);
