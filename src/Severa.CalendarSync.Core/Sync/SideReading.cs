using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>What one reading of a side says.</summary>
public abstract record SideReading
{
    private SideReading()
    {
    }

    /// <summary>To keep when everything before it is durable.</summary>
    public required string Cursor { get; init; }

    /// <summary>The identity of the calendar folder the reading came from: ids are valid only there (R19). Empty where a side has only one.</summary>
    public string Epoch { get; init; } = "";

    /// <summary>The side's clock as measured while reading; null where it is our own.</summary>
    public ServerClock? Clock { get; init; }

    /// <summary>Every item whose content was read.</summary>
    public IEnumerable<CalendarItem> ReadItems() => this switch
    {
        Full full => full.Items.OfType<Seen.Fresh>().Select(f => f.Item),
        Delta delta => delta.Changed,
        _ => [],
    };

    /// <summary>Nothing but our own writes happened since the cursor.</summary>
    public sealed record Unchanged : SideReading;

    /// <summary>Everything that overlaps the window was read, to the last page: only this supports absence.</summary>
    public sealed record Full(SyncWindow Window, IReadOnlyList<Seen> Items) : SideReading;

    /// <summary>What changed, and the keys that may be gone. Everything else is as it was.</summary>
    public sealed record Delta(IReadOnlyList<CalendarItem> Changed, IReadOnlyList<ItemKey> Suspects) : SideReading;
}

/// <summary>How a server's clock differs from ours (R9).</summary>
/// <param name="Ahead">What it shows minus what ours shows.</param>
/// <param name="Uncertainty">How far off that may be: half the time of the request, and the whole second of a Date header.</param>
public sealed record ServerClock(TimeSpan Ahead, TimeSpan Uncertainty);

/// <summary>One item of a full reading: the same version as the ledger knows, or its content.</summary>
public abstract record Seen
{
    private Seen()
    {
    }

    public abstract ItemKey SeenKey { get; }

    public sealed record Same(ItemKey Key, string Version) : Seen
    {
        public override ItemKey SeenKey => Key;
    }

    public sealed record Fresh(CalendarItem Item) : Seen
    {
        public override ItemKey SeenKey => Item.Key;
    }

    /// <summary>The item is there but its content could not be read: it is set aside, never taken for deleted (R17).</summary>
    public sealed record Unreadable(ItemKey Key, string Code) : Seen
    {
        public override ItemKey SeenKey => Key;
    }
}

/// <summary>The answer to "is it still there?".</summary>
public abstract record Sighting
{
    private Sighting()
    {
    }

    public sealed record Present(CalendarItem Item) : Sighting;

    /// <summary>It exists, but not in this calendar any more (Deleted Items, another folder).</summary>
    public sealed record OutOfCalendar : Sighting;

    /// <summary>The side said plainly that it does not exist.</summary>
    public sealed record Gone : Sighting;

    /// <summary>The side could not say; never taken for a deletion.</summary>
    public sealed record Unknown(string Code) : Sighting;
}
