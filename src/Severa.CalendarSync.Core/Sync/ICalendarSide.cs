using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>
/// One calendar of one person: his Outlook mailbox or his Severa activities. An instance serves one run of one mailbox.
/// A failure that concerns more than one item is a <see cref="SideException"/>, never a short list.
/// </summary>
public interface ICalendarSide
{
    SideTraits Traits { get; }

    /// <summary>
    /// Reads what changed since <paramref name="cursor"/>, or everything in the window where that cannot be told.
    /// </summary>
    /// <param name="cursor">What the last completed run kept, or null for a full reading.</param>
    /// <param name="window">The window in force. The caller passes a null cursor when it moves.</param>
    /// <param name="known">The versions the ledger knows, by the id last seen: such items need not be fetched again.</param>
    Task<SideReading> ReadAsync(string? cursor, SyncWindow window, IKnownVersions known, CancellationToken cancellationToken);

    /// <summary>Asks for items by key, before anything is believed to be deleted (R11). One answer per key, in order.</summary>
    Task<IReadOnlyList<Sighting>> LookUpAsync(IReadOnlyList<ItemKey> keys, CancellationToken cancellationToken);

    /// <summary>Finds what an earlier create of unknown outcome made: the items that carry the draft's link. Empty: nothing was made.</summary>
    Task<IReadOnlyList<CalendarItem>> FindAsync(Guid linkId, CancellationToken cancellationToken);

    /// <summary>
    /// What this very try of a create made, and somebody has moved out of the calendar since, to Deleted Items for one: its key as it is now.
    /// Null where nothing is found. A place that cannot be searched is no error.
    /// </summary>
    Task<ItemKey?> FindRemovedAsync(Guid linkId, Guid operationId, CancellationToken cancellationToken);

    /// <summary>
    /// The notes of these items as the side formats them, to be kept before plain text overwrites them (R5, R25).
    /// One answer per key, in order; null where they are plain or cannot be read. Asked only where <see cref="SideTraits.FormatsNotes"/>.
    /// </summary>
    Task<IReadOnlyList<string?>> ReadNotesHtmlAsync(IReadOnlyList<ItemKey> keys, CancellationToken cancellationToken);

    /// <summary>Creates each draft. One outcome per draft, in order.</summary>
    Task<IReadOnlyList<WriteOutcome>> CreateAsync(IReadOnlyList<ItemDraft> drafts, CancellationToken cancellationToken);

    /// <summary>Writes only the named fields, only where the version is still the expected one.</summary>
    Task<IReadOnlyList<WriteOutcome>> UpdateAsync(IReadOnlyList<ItemUpdate> updates, CancellationToken cancellationToken);

    /// <summary>Deletes recoverably, only where the version is still the expected one. An item already gone is <see cref="WriteStatus.Done"/>.</summary>
    Task<IReadOnlyList<WriteOutcome>> DeleteAsync(IReadOnlyList<ItemDelete> deletes, CancellationToken cancellationToken);
}

/// <summary>What a side can hold and promise.</summary>
/// <param name="MaxTitle">Longest title in characters.</param>
/// <param name="MaxPlace">Longest place in characters.</param>
/// <param name="MaxNotes">Longest notes in characters.</param>
/// <param name="CarriesStamp">The side keeps our hidden property or link id with the item.</param>
/// <param name="LongestCall">After this time a write that got no answer has either happened or never will.</param>
/// <param name="FormatsNotes">Notes may be formatted, and plain text would overwrite that.</param>
public sealed record SideTraits(int MaxTitle, int MaxPlace, int MaxNotes, bool CarriesStamp, TimeSpan LongestCall, bool FormatsNotes = false);

/// <summary>The versions the ledger knows of, by item id (ordinal).</summary>
public interface IKnownVersions
{
    /// <summary>
    /// Ids of items that were written here since the reading that made the cursor. What changed since tells of each of them, or it came and
    /// went in between: then it is not <see cref="SideReading.Unchanged"/>.
    /// </summary>
    IReadOnlySet<string> Awaited { get; }

    /// <summary>The key of the item last seen with this id in exactly this version, or null.</summary>
    ItemKey? KeyOf(string id, string version);

    /// <summary>Whether this id and version are the result of a write of ours (R14), including the master of a series we wrote to.</summary>
    bool IsOwnWrite(string id, string version);

    /// <summary>Whether the item was made on this side and an earlier reading showed it in exactly this version: nobody has a reason to tell of its making again.</summary>
    bool IsOldNews(string id, string version);
}
