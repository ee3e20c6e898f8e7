using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>One life of an organisation as a value: its settings, and what happens. Playing it is deterministic.</summary>
internal sealed record Story(Settings Settings, IReadOnlyList<Step> Steps)
{
    public override string ToString() => Settings + "\n" + string.Join('\n', Steps.Select((s, i) => $"{i + 1,3}. {s}"));
}

/// <summary>What stays the same through a story.</summary>
internal sealed record Settings
{
    public int Mailboxes { get; init; } = 1;

    public Season Season { get; init; }

    public ConflictWinner Winner { get; init; }

    public PrivateRule PrivateRule { get; init; }

    public bool HasPersonalType { get; init; } = true;

    /// <summary>Small limits: deletions and new times are held.</summary>
    public bool HasBrake { get; init; }

    /// <summary>Severa holds short texts only.</summary>
    public bool IsSeveraShort { get; init; }

    /// <summary>One occurrence in the window is all a series may have: others rest as a whole, and come back when there is only one left.</summary>
    public bool IsBudgetShort { get; init; }

    /// <summary>Both sides write texts down in their own way.</summary>
    public bool Rewrites { get; init; }

    /// <summary>How wrong Outlook's clock is.</summary>
    public int OutlookHoursAhead { get; init; }

    /// <summary>What the person who decides about held things does, one bit each.</summary>
    public int Decisions { get; init; }
}

/// <summary>When the story begins.</summary>
internal enum Season
{
    Winter,

    /// <summary>Three days before the clocks go forward.</summary>
    March,

    /// <summary>Three days before the clocks go back.</summary>
    October,
}

/// <summary>A moment, in days and quarters of an hour from the beginning.</summary>
internal sealed record Moment(int Day, int Quarter, int Length, bool IsAllDay = false);

/// <summary>How a text looks.</summary>
internal enum Writing
{
    Plain,
    BlanksAround,
    SeveralLines,
    Long,
    Empty,
}

internal enum EntryKind
{
    Plain,
    Private,
    Meeting,
    OnlineMeeting,
}

internal enum TypeOfActivity
{
    Meeting,
    Personal,
    Project,
    ToDo,
    Holiday,
}
