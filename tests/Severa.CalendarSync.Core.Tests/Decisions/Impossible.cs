namespace Severa.CalendarSync.Core.Tests.Decisions;

/// <summary>Combinations that cannot be, each with the reason why.</summary>
internal sealed record Impossible(string Because, Func<Combination, bool> Is)
{
    public static readonly IReadOnlyList<Impossible> All =
    [
        new("There is neither a link nor an item.", c => c is { Link: Words.None, Entry: Words.None, Activity: Words.None }),
        new("Without a link an item is new, or cannot be read: nothing else is known of it.", c => c.Link == Words.None && !(MayBeAlone(c.Entry) && MayBeAlone(c.Activity))),
        new("What a link has is not new.", c => c.Link != Words.None && (c.Entry == Words.New || c.Activity == Words.New)),
        new("A link has at least one half.", c => c.Link != Words.None && !Words.IsHalf(c.Entry) && !Words.IsHalf(c.Activity)),
        new("What is held has both halves: one was deleted or moved, and the link stays as it was.", c => IsHeld(c.Link) && !(Words.IsHalf(c.Entry) && Words.IsHalf(c.Activity))),
        new("A dismissed meeting has no activity any more.", c => c.Link == Words.MeetingDismissed && Words.IsHalf(c.Activity)),
        new("What was undone, or is dismissed and to be brought back, has one half.", c => c.Link is Words.Undone or Words.BringBack && Words.IsHalf(c.Entry) && Words.IsHalf(c.Activity)),
        new("Only an entry that was read shows that it is cancelled, declined or private.", c => c.EntryKind is Words.Off or Words.PrivateNotSynced && !Words.IsRead(c.Entry)),
        new("A series consists of entries.", c => c.EntryKind == Words.LongSeries && c.Entry == Words.None),
        new("Without link and entry there is no meeting.", c => c is { Link: Words.None, Entry: Words.None or Words.Unsure, EntryKind: Words.Meeting }),
        new("Only an activity that was read shows whose it is and what it carries.", c => c.ActivityKind != Words.Own && !Words.IsRead(c.Activity)),
        new("Only an activity that was read shows its type.", c => c.Scope is Words.TypeNotTicked or Words.ProjectTask && !Words.IsRead(c.Activity)),
        new("A new item was made where it is; two new ones count as made in Outlook.", c => c.Link == Words.None && (c.MadeIn == Words.Outlook) != (c.Entry != Words.None)),
    ];

    private static bool MayBeAlone(string presence) => presence is Words.None or Words.New or Words.Unsure;

    private static bool IsHeld(string link) => link is
        Words.DeletionHeld or Words.DeletionReleased or Words.DeletionDiscarded or Words.TimeHeld or Words.TimeReleased or Words.TimeDiscarded;
}
