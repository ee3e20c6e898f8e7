namespace Severa.CalendarSync.Core.Tests.Decisions;

/// <summary>The words of the decision table, column by column, in the order in which the page explains them.</summary>
internal static class Words
{
    public const string None = "none";
    public const string New = "new";
    public const string Unread = "unread";
    public const string Unchanged = "unchanged";
    public const string Changed = "changed";
    public const string Missing = "missing";
    public const string Gone = "gone";
    public const string Unsure = "unsure";

    public const string InSync = "in sync";
    public const string SetAside = "set aside";
    public const string SetAsideDue = "set aside, due";
    public const string DeletionHeld = "deletion held";
    public const string DeletionReleased = "deletion released";
    public const string DeletionDiscarded = "deletion discarded";
    public const string TimeHeld = "new time held";
    public const string TimeReleased = "new time released";
    public const string TimeDiscarded = "new time discarded";
    public const string OutOfWindow = "dormant: window";
    public const string NotTicked = "dormant: type";
    public const string SwitchedOff = "dormant: off";
    public const string Kept = "dormant: kept";
    public const string RemoveCopy = "dormant: copy to be removed";
    public const string WakeUp = "dormant: to be brought back";
    public const string MeetingDismissed = "dismissed: meeting";
    public const string Undone = "dismissed: undone";
    public const string BringBack = "dismissed: to be brought back";

    public const string Plain = "plain";
    public const string Meeting = "meeting";
    public const string Off = "cancelled or declined";
    public const string PrivateNotSynced = "private, not synced";
    public const string LongSeries = "series too long";

    public const string Own = "own";
    public const string BusinessData = "with business data";
    public const string Shared = "somebody else's";

    public const string Outlook = "Outlook";
    public const string Severa = "Severa";

    public const string Inside = "inside";
    public const string Before = "before the window";
    public const string After = "after the window";
    public const string TypeNotTicked = "type not ticked";
    public const string ProjectTask = "project task";

    public static readonly IReadOnlyList<string> Links =
    [
        None, InSync, SetAside, SetAsideDue, DeletionHeld, DeletionReleased, DeletionDiscarded, TimeHeld, TimeReleased, TimeDiscarded,
        OutOfWindow, NotTicked, SwitchedOff, Kept, RemoveCopy, WakeUp, MeetingDismissed, Undone, BringBack,
    ];

    public static readonly IReadOnlyList<string> Presences = [None, New, Unread, Unchanged, Changed, Missing, Gone, Unsure];

    public static readonly IReadOnlyList<string> EntryKinds = [Plain, Meeting, Off, PrivateNotSynced, LongSeries];

    public static readonly IReadOnlyList<string> ActivityKinds = [Own, BusinessData, Shared];

    public static readonly IReadOnlyList<string> Origins = [Outlook, Severa];

    public static readonly IReadOnlyList<string> Scopes = [Inside, Before, After, TypeNotTicked, ProjectTask];

    /// <summary>Short names for several values of a column, as the page explains them.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Groups = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["read"] = [New, Unchanged, Changed],
        ["outside the window"] = [Before, After],
    };

    /// <summary>The item's content was read in this run.</summary>
    public static bool IsRead(string presence) => presence is New or Unchanged or Changed;

    /// <summary>The link still has this half.</summary>
    public static bool IsHalf(string presence) => presence is not (None or New);
}
