using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>
/// What was deleted is made again and rests (R25): as a new item, without what the service never knew, such as attachments and
/// reminders. Nothing is made that is there, or that comes again by itself.
/// </summary>
internal sealed class UndoneDeletions(PlanInput input, ISet<SideKey> suspects)
{
    private readonly Dictionary<Side, Lazy<Unlinked>> _unlinked = Enum.GetValues<Side>().ToDictionary(s => s, s => new Lazy<Unlinked>(() => Unlinked.Of(input, s)));

    /// <param name="undo">The request.</param>
    /// <param name="pair">Its pair, where one is left.</param>
    public IEnumerable<SyncAction> Plan(UndoRequest undo, Link? pair)
    {
        if (undo.Values.Before is not { } before)
        {
            return [UndoRules.Settled(input, undo, null, Reason.NothingToUndo)];
        }

        if (!input.View(undo.Target).WasLookedUp(undo.Key))
        {
            suspects.Add(new SideKey(undo.Target, undo.Key));
            return [];
        }

        if (pair is not null)
        {
            // A copy that was removed on request: the pair rests with its other half, and gets this one back.
            var isOpen = input.View(undo.Target).Of(undo.Key) is HalfView.Gone && pair.Half(undo.Target) is null;
            return isOpen ? Restored(undo, before, pair) : [UndoRules.Settled(input, undo, pair, Reason.NothingToUndo)];
        }

        var id = LinkIds.ForUndo(undo.Id);
        return input.View(undo.Target).Of(undo.Key) switch
        {
            HalfView.Unsure => [],
            HalfView.Gone when input.View(undo.Target).Items.FirstOrDefault(i => i.MadeForLink == id) is { } made => [AlreadyMade(Made(undo, before, id), made)],
            HalfView.Gone when !IsMadeAnyway(undo, before) && input.Links.All(l => l.Id != id || l is { Entry: null, Activity: null }) => [Made(undo, before, id)],
            _ => [UndoRules.Settled(input, undo, null, Reason.NothingToUndo)],
        };
    }

    /// <summary>The pair is unknown since its ledger was lost, but one of its halves is there: as a new item it gets the other by itself.</summary>
    private bool IsMadeAnyway(UndoRequest undo, ItemContent before)
    {
        var (same, other) = (_unlinked[undo.Target].Value, _unlinked[undo.Target.Other()].Value);
        return same.MadeFor.Contains(undo.LinkId) || other.Firsts.Contains(undo.LinkId)
            || other.Items.Exists(i => i.Content.Title == before.Title && i.Content.When.Equals(before.When));
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

    private IEnumerable<SyncAction> Restored(UndoRequest undo, ItemContent before, Link pair)
    {
        var activity = input.Severa.Of(pair.Activity);
        if (activity is HalfView.AsKnown or HalfView.Missing)
        {
            // A participant's copy says so in its hidden property.
            suspects.Add(new SideKey(Side.Severa, pair.Activity!.Key));
            return [];
        }

        return [Anew(undo, before, pair with { SetAside = null }, Creations.Stamped(input.Policy, pair, (activity as HalfView.Present)?.Item))];
    }

    private SyncAction Made(UndoRequest undo, ItemContent before, Guid id)
    {
        var origin = undo.Target == Side.Outlook ? Origin.Outlook : Origin.Severa;
        var link = Creations.NewLink(input, id, origin);
        var asRead = new CalendarItem { Key = undo.Key, Version = "", Content = before, ModifiedAt = input.Now };
        var made = undo.Target == Side.Outlook
            ? Creations.Activity(input, link, asRead with { Entry = EntryFacts.Plain }, Reason.UndoneByPerson).Link
            : Creations.Entry(input, link, asRead with { Activity = new ActivityFacts(undo.Values.TypeBefore ?? input.Policy.DefaultTypeId) }, Reason.UndoneByPerson).Link;
        return Anew(undo, before, UndoRules.Dismissed(made) with { Entry = null, Activity = null }, Creations.Stamped(input.Policy, link, null));
    }

    /// <summary>What was there before, as a new item.</summary>
    private static SyncAction Anew(UndoRequest undo, ItemContent before, Link link, Stamp stamp) => new()
    {
        Kind = SyncActionKind.Create,
        Target = undo.Target,
        Reason = Reason.UndoneByPerson,
        Link = link,
        Fields = ItemFields.All,
        Content = before,
        TypeId = undo.Values.TypeBefore,
        Stamp = undo.Target == Side.Outlook ? stamp : null,
        Title = before.Title,
        UndoId = undo.Id,
    };

    /// <summary>Items no link has: the ids of the pairs they would begin, and of those they were made for.</summary>
    private sealed record Unlinked(List<CalendarItem> Items, HashSet<Guid> Firsts, HashSet<Guid> MadeFor)
    {
        public static Unlinked Of(PlanInput input, Side side)
        {
            var items = Reconciler.Unlinked(input, side, []);
            var origin = side == Side.Outlook ? Origin.Outlook : Origin.Severa;
            return new Unlinked(
                items, [.. items.Select(i => LinkIds.First(input.Policy.MailboxId, origin, i.Key))], [.. items.Select(i => i.MadeForLink).OfType<Guid>()]);
        }
    }
}
