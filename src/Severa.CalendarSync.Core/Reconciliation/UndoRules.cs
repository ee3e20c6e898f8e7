using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>
/// Undo (R25) as decisions the planner respects: what was made goes and the pair is dismissed, what was overwritten is written back
/// and remembered as that side's own last reading, what was deleted is made again and rests. It stays so until somebody changes
/// the item again. What somebody has changed since is never overwritten, and no meeting is ever written (R8).
/// </summary>
internal sealed class UndoRules(PlanInput input, ISet<SideKey> suspects)
{
    /// <summary>One request per pair and run, the newest first: the others wait for the next run.</summary>
    /// <param name="moved">Pairs whose entry has just been found under another key: their requests wait too.</param>
    public IEnumerable<SyncAction> Plan(IReadOnlyCollection<Guid> moved)
    {
        var pending = input.Pending.Select(l => l.Id).Concat(moved).ToHashSet();
        return input.Undos.DistinctBy(u => u.LinkId).Where(u => !pending.Contains(u.LinkId)).SelectMany(Plan);
    }

    private IEnumerable<SyncAction> Plan(UndoRequest undo)
    {
        var link = input.Links.FirstOrDefault(l => l.Id == undo.LinkId);
        return (undo.Kind, link) switch
        {
            (SyncActionKind.Delete, _) => MakeAgain(undo),
            (SyncActionKind.Create, not null) => WithTarget(undo, link, item => RemoveMade(undo, link, item)),
            (SyncActionKind.Update or SyncActionKind.SetBack, not null) => WithTarget(undo, link, item => WriteBack(undo, link, item)),
            _ => [Settled(undo, link, Reason.NothingToUndo)],
        };
    }

    /// <summary>The half that was written, read now; without it there is nothing to undo.</summary>
    private IEnumerable<SyncAction> WithTarget(UndoRequest undo, Link link, Func<CalendarItem, SyncAction> decide)
    {
        switch (input.View(undo.Target).Of(link.Half(undo.Target)))
        {
            case HalfView.Present present:
                return [IsMeeting(present.Item) ? Settled(undo, link, Reason.MeetingIsReadOnly) : decide(present.Item)];
            case HalfView.Gone or HalfView.None:
                return [AlreadyGone(undo, link)];
            case HalfView.Unsure:
                return [];
            default:
                suspects.Add(new SideKey(undo.Target, link.Half(undo.Target)!.Key));
                return [];
        }
    }

    private SyncAction RemoveMade(UndoRequest undo, Link link, CalendarItem made)
    {
        if (made.Activity is { HasBusinessData: true } or { IsOwner: false })
        {
            return Settled(undo, link, Reason.KeptForBusinessData);
        }

        return PairRules.IsEdited(input.Policy, link, made)
            ? Settled(undo, link, Reason.ChangedSince)
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
        undo.Kind != SyncActionKind.Create || link.State != LinkState.Active ? Settled(undo, link, Reason.NothingToUndo) : new SyncAction
        {
            Kind = SyncActionKind.Dismiss,
            Target = undo.Target,
            Reason = Reason.UndoneByPerson,
            Link = Dismissed(link).WithHalf(undo.Target, null),
            Title = undo.Values.After?.Title ?? "",
            UndoId = undo.Id,
        };

    private SyncAction WriteBack(UndoRequest undo, Link link, CalendarItem item) => new UndoneFields(input.Policy, undo, link, item, IsWithheld(link, item)) switch
    {
        { IsNothing: true } => Settled(undo, link, Reason.ChangedSince),
        var undone => undone.ToAction(input.Now),
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

    /// <summary>Deleted items come back as new ones, without what the service never knew: attachments, reminders.</summary>
    private IEnumerable<SyncAction> MakeAgain(UndoRequest undo)
    {
        if (undo.Values.Before is not { } before)
        {
            return [Settled(undo, null, Reason.NothingToUndo)];
        }

        if (!input.View(undo.Target).WasLookedUp(undo.Key))
        {
            suspects.Add(new SideKey(undo.Target, undo.Key));
            return [];
        }

        if (input.Links.FirstOrDefault(l => l.Id == undo.LinkId) is { } pair)
        {
            // A copy that was removed on request: the pair rests with its other half, and gets this one back.
            var isOpen = input.View(undo.Target).Of(undo.Key) is HalfView.Gone && pair.Half(undo.Target) is null;
            return [isOpen ? Restored(undo, before, pair) : Settled(undo, pair, Reason.NothingToUndo)];
        }

        var id = LinkIds.ForUndo(undo.Id);
        return input.View(undo.Target).Of(undo.Key) switch
        {
            HalfView.Unsure => [],
            HalfView.Gone when input.View(undo.Target).Items.FirstOrDefault(i => i.MadeForLink == id) is { } made => [AlreadyMade(Made(undo, before, id), made)],
            HalfView.Gone when !IsMadeAnyway(undo, before) && input.Links.All(l => l.Id != id || l is { Entry: null, Activity: null }) => [Made(undo, before, id)],
            _ => [Settled(undo, null, Reason.NothingToUndo)],
        };
    }

    /// <summary>The pair is unknown since its ledger was lost, but one of its halves is there: as a new item it gets the other by itself.</summary>
    private bool IsMadeAnyway(UndoRequest undo, ItemContent before)
    {
        var origin = undo.Target == Side.Outlook ? Origin.Severa : Origin.Outlook;
        var livesOn = Reconciler.Unlinked(input, undo.Target, []).Exists(i => i.MadeForLink == undo.LinkId);
        return livesOn || Reconciler.Unlinked(input, undo.Target.Other(), []).Exists(i => LinkIds.First(input.Policy.MailboxId, origin, i.Key) == undo.LinkId
            || (i.Content.Title == before.Title && i.Content.When.Equals(before.When)));
    }

    /// <summary>By a run whose ledger was lost.</summary>
    private static SyncAction AlreadyMade(SyncAction made, CalendarItem item) => made with
    {
        Kind = SyncActionKind.Dismiss,
        Link = made.Link.WithHalf(made.Target, new LinkHalf(item.Key, item.Version)),
        Fields = ItemFields.None,
        Content = null,
        TypeId = null,
        Stamp = null,
    };

    private SyncAction Restored(UndoRequest undo, ItemContent before, Link pair) => new()
    {
        Kind = SyncActionKind.Create,
        Target = undo.Target,
        Reason = Reason.UndoneByPerson,
        Link = pair with { SetAside = null },
        Fields = ItemFields.All,
        Content = before,
        TypeId = undo.Values.TypeBefore,
        Stamp = undo.Target == Side.Outlook
            ? new Stamp(input.Policy.Installation, input.Policy.MailboxId, pair.Id, pair.Activity?.Key.Id ?? "", pair.Origin)
            : null,
        Title = before.Title,
        UndoId = undo.Id,
    };

    private SyncAction Made(UndoRequest undo, ItemContent before, Guid id)
    {
        var origin = undo.Target == Side.Outlook ? Origin.Outlook : Origin.Severa;
        var link = Creations.NewLink(input, id, origin);
        var asRead = new CalendarItem { Key = undo.Key, Version = "", Content = before, ModifiedAt = input.Now };
        var made = undo.Target == Side.Outlook
            ? Creations.Activity(input, link, asRead with { Entry = EntryFacts.Plain }, Reason.UndoneByPerson).Link
            : Creations.Entry(input, link, asRead with { Activity = new ActivityFacts(undo.Values.TypeBefore ?? input.Policy.DefaultTypeId) }, Reason.UndoneByPerson).Link;
        return new SyncAction
        {
            Kind = SyncActionKind.Create,
            Target = undo.Target,
            Reason = Reason.UndoneByPerson,
            Link = Dismissed(made) with { Entry = null, Activity = null },
            Fields = ItemFields.All,
            Content = before,
            TypeId = undo.Values.TypeBefore,
            Stamp = undo.Target == Side.Outlook ? Creations.Stamped(input.Policy, link, null) : null,
            Title = before.Title,
            UndoId = undo.Id,
        };
    }

    private static bool IsMeeting(CalendarItem item) => item.Entry is { HasAttendees: true };

    private static Link Dismissed(Link link) => link with
    {
        State = LinkState.Dismissed,
        StateReason = Reason.UndoneByPerson,
        Decision = LinkDecision.None,
        SetAside = null,
    };

    /// <summary>What this run has read of the pair beside the request is looked at by the next.</summary>
    private Link ToLookAtAgain(Link link) => link.State == LinkState.Active
        ? link with { SetAside = link.SetAside ?? SetAside.UntilSecondWrite(input.Now) }
        : link with { Entry = link.Entry?.Unread(), Activity = link.Activity?.Unread() };

    private SyncAction Settled(UndoRequest undo, Link? link, Reason reason) => new()
    {
        Kind = SyncActionKind.Skip,
        Target = undo.Target,
        Reason = reason,
        Link = link is not null ? ToLookAtAgain(link) : new Link { Id = undo.LinkId, Origin = Origin.Outlook, Base = LinkBases.Empty, Epoch = "" },
        Title = undo.Values.Before?.Title ?? undo.Values.After?.Title ?? "",
        UndoId = undo.Id,
    };
}
