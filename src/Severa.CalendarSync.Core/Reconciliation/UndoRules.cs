using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>
/// Undo (R25) as decisions the planner respects: what was made goes and the pair is dismissed, what was overwritten is written back
/// and remembered as that side's own last reading, what was deleted is made again and rests. It stays so until somebody changes
/// the item again. What somebody has changed since is never overwritten, and no meeting is ever written (R8).
/// </summary>
internal sealed class UndoRules(PlanInput input, ISet<SideKey> suspects)
{
    private readonly UndoneDeletions _deletions = new(input, suspects);

    /// <summary>One request per pair and run, the newest first: the others wait for the next run.</summary>
    /// <param name="moved">Pairs whose entry has just been found under another key: their requests wait too.</param>
    public IEnumerable<SyncAction> Plan(IReadOnlyCollection<Guid> moved)
    {
        var pending = input.Pending.Select(l => l.Id).Concat(moved).ToHashSet();
        return input.Undos.DistinctBy(u => u.LinkId).Where(u => !pending.Contains(u.LinkId) && !pending.Contains(LinkIds.ForUndo(u.Id))).SelectMany(Plan);
    }

    private IEnumerable<SyncAction> Plan(UndoRequest undo)
    {
        var link = input.Links.FirstOrDefault(l => l.Id == undo.LinkId);
        return (undo.Kind, link) switch
        {
            (SyncActionKind.Delete, _) => _deletions.Plan(undo, link),
            (SyncActionKind.Create, not null) => WithTarget(undo, link, item => RemoveMade(undo, link, item)),
            (SyncActionKind.Update or SyncActionKind.SetBack, not null) when AsksForActivity(undo, link) => [],
            (SyncActionKind.Update or SyncActionKind.SetBack, not null) => WithTarget(undo, link, item => WriteBack(undo, link, item)),
            _ => [Settled(input, undo, link, Reason.NothingToUndo)],
        };
    }

    /// <summary>The half that was written, read now; without it there is nothing to undo.</summary>
    private IEnumerable<SyncAction> WithTarget(UndoRequest undo, Link link, Func<CalendarItem, SyncAction> decide)
    {
        switch (input.View(undo.Target).Of(link.Half(undo.Target)))
        {
            case HalfView.Present present:
                return [IsMeeting(present.Item) ? Settled(input, undo, link, Reason.MeetingIsReadOnly) : decide(present.Item)];
            case HalfView.Gone or HalfView.None:
                return [AlreadyGone(undo, link)];
            case HalfView.Unsure:
                return [];
            default:
                suspects.Add(new SideKey(undo.Target, link.Half(undo.Target)!.Key));
                return [];
        }
    }

    /// <summary>What an entry says to the other side depends on the activity: whose it is, and who can read it (R24).</summary>
    private bool AsksForActivity(UndoRequest undo, Link link)
    {
        if (undo.Target == Side.Severa || input.Severa.Of(link.Activity) is not (HalfView.AsKnown or HalfView.Missing))
        {
            return false;
        }

        suspects.Add(new SideKey(Side.Severa, link.Activity!.Key));
        return true;
    }

    private SyncAction RemoveMade(UndoRequest undo, Link link, CalendarItem made)
    {
        if (made.Activity is { HasBusinessData: true } or { IsOwner: false })
        {
            return Settled(input, undo, link, Reason.KeptForBusinessData);
        }

        return PairRules.IsEdited(input.Policy, link, made)
            ? Settled(input, undo, link, Reason.ChangedSince)
            : new SyncAction
            {
                Kind = SyncActionKind.Delete,
                Target = undo.Target,
                Reason = Reason.UndoneByPerson,
                Link = Dismissed(link).WithHalf(undo.Target, new LinkHalf(made.Key, made.Version)),
                Current = made,
                Title = made.Content.Title,
                UndoId = undo.Id,
            };
    }

    /// <summary>By an interrupted run, or by a person who wanted the same: what was made does not come back, and takes nothing with it.</summary>
    private SyncAction AlreadyGone(UndoRequest undo, Link link) =>
        undo.Kind != SyncActionKind.Create || link.State != LinkState.Active ? Settled(input, undo, link, Reason.NothingToUndo) : new SyncAction
        {
            Kind = SyncActionKind.Dismiss,
            Target = undo.Target,
            Reason = Reason.UndoneByPerson,
            Link = Dismissed(link).WithHalf(undo.Target, null),
            Title = undo.Values.After?.Title ?? "",
            UndoId = undo.Id,
        };

    private SyncAction WriteBack(UndoRequest undo, Link link, CalendarItem item) => new UndoneFields(input, undo, link, item, IsWithheld(link, item)) switch
    {
        { IsNothing: true } => Settled(input, undo, link, Reason.ChangedSince),
        var undone => undone.ToAction(),
    };

    /// <summary>By the rules of today, which the pair may not have been compared by yet.</summary>
    private bool IsWithheld(Link link, CalendarItem item)
    {
        var isPrivate = input.Outlook.Of(link.Entry) is HalfView.Present entry
            ? entry.Item.Content.Privacy == Privacy.Private
            : link.Base.Outlook.Privacy == input.Policy.Fingerprint.Of(ItemFields.Privacy, nameof(Privacy.Private));
        var isReadByOthers = item is { Content.Privacy: Privacy.Normal, Activity.IsOwner: true };
        return link.IsWithheld || (isPrivate && isReadByOthers && input.Policy is { PrivateTypeId: null, PrivateWithoutType: not PrivateRule.Copy });
    }

    private static bool IsMeeting(CalendarItem item) => item.Entry is { HasAttendees: true };

    /// <summary>What was undone rests until somebody changes it.</summary>
    public static Link Dismissed(Link link) => link with
    {
        State = LinkState.Dismissed,
        StateReason = Reason.UndoneByPerson,
        Decision = LinkDecision.None,
        SetAside = null,
    };

    /// <summary>What this run has read of the pair beside the request is looked at by the next.</summary>
    public static Link ToLookAtAgain(Link link, DateTimeOffset now) => link.State == LinkState.Active
        ? link with { SetAside = link.SetAside ?? SetAside.UntilSecondWrite(now) }
        : link with { Entry = link.Entry?.Unread(), Activity = link.Activity?.Unread() };

    /// <summary>The request is answered, and nothing is written.</summary>
    public static SyncAction Settled(PlanInput input, UndoRequest undo, Link? link, Reason reason) => new()
    {
        Kind = SyncActionKind.Skip,
        Target = undo.Target,
        Reason = reason,
        Link = link is not null ? ToLookAtAgain(link, input.Now) : new Link { Id = undo.LinkId, Origin = Origin.Outlook, Base = LinkBases.Empty, Epoch = "" },
        Title = undo.Values.Before?.Title ?? undo.Values.After?.Title ?? "",
        UndoId = undo.Id,
    };
}
