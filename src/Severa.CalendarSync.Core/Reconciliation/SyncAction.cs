using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>One thing a run will do to one pair, and why. Data: shown by a preview, carried out by the executor, tested as it is.</summary>
public sealed record SyncAction
{
    public required SyncActionKind Kind { get; init; }

    /// <summary>The side that is written to; for actions that write nothing, the side where it shows.</summary>
    public required Side Target { get; init; }

    public required Reason Reason { get; init; }

    /// <summary>The link as it will be once this is done; the written half's new key and version come from the side's answer.</summary>
    public required Link Link { get; init; }

    /// <summary>The fields that are written (Create: all).</summary>
    public ItemFields Fields { get; init; }

    /// <summary>The values to write, where something is written.</summary>
    public ItemContent? Content { get; init; }

    /// <summary>Severa: the activity's type, on create and when privacy crosses the border.</summary>
    public Guid? TypeId { get; init; }

    /// <summary>The item to be written, as it was read.</summary>
    public CalendarItem? Current { get; init; }

    /// <summary>The item whose values are written, as it was read: what is lost when they are set back (R17).</summary>
    public CalendarItem? Source { get; init; }

    /// <summary>The fields of the base that become those of <see cref="Link"/> once this is done.</summary>
    public ItemFields BaseFields { get; init; } = ItemFields.All;

    /// <summary>Another action of the same pair comes before this one: the other half is then as that one left it.</summary>
    public bool IsSecond { get; init; }

    /// <summary>Values that lose by this action.</summary>
    public IReadOnlyList<Conflict> Conflicts { get; init; } = [];

    /// <summary>For the history, which only the mailbox's owner can read.</summary>
    public string Title { get; init; } = "";

    /// <summary>The side's code that led here, if one did.</summary>
    public string? Code { get; init; }

    /// <summary>Whether the history tells of it: one line is enough for all occurrences of a series that is left out.</summary>
    public bool IsTold { get; init; } = true;

    /// <summary>Outlook: the hidden property of a new entry.</summary>
    public Stamp? Stamp { get; init; }

    /// <summary>The request of a person that this action carries out, and that is settled with it.</summary>
    public Guid? UndoId { get; init; }

    public bool Writes => Kind is SyncActionKind.Create or SyncActionKind.Update or SyncActionKind.SetBack or SyncActionKind.Delete;
}

/// <summary>Everything a run will do, in no particular order, and what it wants to ask first.</summary>
/// <param name="Actions">At most one write per side and pair.</param>
/// <param name="Suspects">Keys that must be looked up by id before the plan can be final (R11).</param>
/// <param name="StopsDeletions">The brake of the whole organisation: deletions stop everywhere (R13).</param>
public sealed record SyncPlan(IReadOnlyList<SyncAction> Actions, IReadOnlyList<SideKey> Suspects, bool StopsDeletions = false)
{
    /// <summary>
    /// Equal for plans that do the same: what a preview shows is carried out only while this stays the same.
    /// A hash: no contents can be read from it.
    /// </summary>
    public string Fingerprint => PlanFingerprint.Of(Actions);
}

public readonly record struct SideKey(Side Side, ItemKey Key);
