using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>Looks at each write of the service while it happens: where it comes from, and whether the rules allow it.</summary>
internal sealed class Watch(World world, TestMailbox mailbox)
{
    /// <summary>The occurrence each activity was written from.</summary>
    private readonly Dictionary<StoredItem, StoredItem> _occurrences = new(ReferenceEqualityComparer.Instance);

    private static readonly Reason[] ForNewItems = [Reason.NewInOutlook, Reason.NewInSevera, Reason.PossibleTwin, Reason.CopyOfLinkedEntry];

    public void Begin()
    {
        foreach (var side in new[] { Side.Outlook, Side.Severa })
        {
            mailbox[side].Made = (item, draft) => Made(side, item, draft);
            mailbox[side].Changing = (item, update) => Changing(side, item, update);
            mailbox[side].Deleting = item => Deleting(side, item);
        }
    }

    private void Made(Side side, StoredItem item, ItemDraft draft)
    {
        var intent = world.IntentsOf(mailbox).LastOrDefault(i => i.LinkId == draft.LinkId && i.Kind == SyncActionKind.Create && i.Target == side);
        if (intent is null)
        {
            world.Violations.Add($"{draft.Content.Title} was made in {side} without an intent");
            return;
        }

        var source = SourceOf(intent.Planned, side);
        item.Tag = source?.Tag ?? TagOfUndone(side, draft);
        CheckOccurrence(item, source);
        if (source is not null && IsAsRead(intent.Planned, side, source) && world.Running.TryGetValue(mailbox, out var run))
        {
            CheckScope(side, source, intent, run.Policy, [run.Window, run.Last]);
            CheckWithheld(intent, source, draft.Content, ItemFields.All, run.Policy, draft.TypeId);
        }
    }

    private void Changing(Side side, StoredItem item, ItemUpdate update)
    {
        var intent = world.IntentsOf(mailbox).LastOrDefault(i => i.Kind is SyncActionKind.Update or SyncActionKind.SetBack && i.Target == side && update.Key.Equals(i.Event?.Key));
        if (intent is null || !world.Running.TryGetValue(mailbox, out var run))
        {
            world.Violations.Add($"{item.Tag} was changed in {side} without an intent");
            return;
        }

        if (item.Activity?.TypeId == TestWorld.Project && intent.Planned.Origin == Origin.Severa && intent.Event!.Reason is not Reason.UndoneByPerson)
        {
            world.Violations.Add($"{item.Tag}: a project task was changed");
        }

        if (side == Side.Outlook && update.Fields.Has(ItemFields.Privacy) && update.Content.Privacy == Privacy.Normal && intent.Planned.Origin == Origin.Outlook
            && !world.Retyped.Contains(item.Tag) && intent.Event!.Reason is not (Reason.UndoneByPerson or Reason.RestoredByPerson))
        {
            world.Violations.Add($"{item.Tag}: a private entry was made public, and nobody had changed its activity's type");
        }

        var isHiding = intent.Planned.IsWithheld || update.Fields.Has(ItemFields.Privacy);
        if (update.Fields.Has(ItemFields.When) && !isHiding && intent.Event!.Reason is not (Reason.UndoneByPerson or Reason.RestoredByPerson)
            && mailbox.Ledger.Links.GetValueOrDefault(intent.LinkId) is { State: LinkState.Held, StateReason: Reason.HeldNewTime, Decision: LinkDecision.None })
        {
            world.Violations.Add($"{item.Tag}: a held new time was written in {side}, and nobody had released it");
        }

        CheckOccurrence(item, SourceOf(intent.Planned, side));
        if (SourceOf(intent.Planned, side) is { } source && IsAsRead(intent.Planned, side, source))
        {
            CheckWithheld(intent, source, update.Content, update.Fields, run.Policy, update.TypeId ?? item.Activity?.TypeId);
        }
    }

    /// <summary>What is held is deleted by nobody but who released it, or wanted it undone (R13).</summary>
    private void Deleting(Side side, StoredItem item)
    {
        var intent = world.IntentsOf(mailbox).LastOrDefault(i => i.Kind == SyncActionKind.Delete && i.Target == side && item.Key.Equals(i.Event?.Key));
        var isHeld = intent is not null && mailbox.Ledger.Links.GetValueOrDefault(intent.LinkId) is { State: LinkState.Held, Decision: not LinkDecision.Release, StateReason: not Reason.HeldNewTime };
        if (isHeld && intent!.Event!.Reason is not Reason.UndoneByPerson)
        {
            world.Violations.Add($"{item.Tag}: a held deletion was carried out in {side}, and nobody had released it");
        }
    }

    /// <summary>
    /// While nobody changes a series, an activity stays that of its own occurrence. One that could not be read, and can be now, is not told from a
    /// new one, nor is one that the window reached before anything was compared to its end.
    /// </summary>
    private void CheckOccurrence(StoredItem written, StoredItem? source)
    {
        if (source is not { Series: not null } || world.ChangedSeries.Contains(source.Tag) || world.WasDamaged || world.Unusual.Contains(mailbox)
            || mailbox.Ledger.Window is null)
        {
            return;
        }

        if (_occurrences.TryGetValue(written, out var before) && before != source)
        {
            world.Violations.Add($"{source.Tag}: an activity became that of another occurrence");
        }

        _occurrences[written] = source;
    }

    private StoredItem? SourceOf(Link planned, Side side) =>
        planned.Half(side.Other()) is { } half ? mailbox[side.Other()].Items.Find(i => i.IsOrWas(half.Key)) : null;

    /// <summary>Nobody changed it since the decision was made.</summary>
    private static bool IsAsRead(Link planned, Side side, StoredItem source) => planned.Half(side.Other())!.Version == source.VersionText && !source.IsDeleted;

    private void CheckScope(Side side, StoredItem source, Intent intent, SyncPolicy policy, SyncWindow[] windows)
    {
        if (side == Side.Outlook && intent.Planned.Origin == Origin.Severa
            && ForNewItems.Contains(intent.Event!.Reason) && !policy.Types[source.Activity!.TypeId].GoesToOutlook)
        {
            world.Violations.Add($"{source.Tag} went to Outlook, but its type is not ticked");
        }

        if (side == Side.Outlook && intent.Planned.Origin == Origin.Severa && source.Activity!.TypeId == TestWorld.Project && intent.Event!.Reason != Reason.UndoneByPerson)
        {
            world.Violations.Add($"{source.Tag} is a project task and went to Outlook");
        }

        var isInWindow = windows.Any(w => source.Content.When.Overlaps(w, policy.Zone));
        if (ForNewItems.Contains(intent.Event!.Reason) && !isInWindow)
        {
            world.Violations.Add($"{source.Tag} was copied to {side}, but is out of the window");
        }
    }

    private void CheckWithheld(Intent intent, StoredItem source, ItemContent written, ItemFields fields, SyncPolicy policy, Guid? type)
    {
        if (intent.Target == Side.Outlook || type == TestWorld.Personal || source.Content.Privacy != Privacy.Private || policy.PrivateTypeId is not null || policy.PrivateWithoutType == PrivateRule.Copy || IsGuests(intent.Planned))
        {
            return;
        }

        var shows = (fields.Has(ItemFields.Title) && written.Title != policy.WithheldTitle)
            || (fields.Has(ItemFields.Place) && written.Place.Length > 0) || (fields.Has(ItemFields.Notes) && written.Notes.Length > 0);
        if (shows)
        {
            world.Violations.Add($"{source.Tag} is private, and its text was written where colleagues read it");
        }
    }

    /// <summary>A participant's own privacy says nothing about the shared activity (R24).</summary>
    private bool IsGuests(Link planned) =>
        planned.Activity is { } half && mailbox.Severa.Items.Find(i => i.IsOrWas(half.Key))?.Owner is { } owner && owner != mailbox.Id;

    /// <summary>Made again because somebody wanted a deletion undone.</summary>
    private string TagOfUndone(Side side, ItemDraft draft)
    {
        var undo = mailbox.Ledger.Undos.Find(u => u.Kind == SyncActionKind.Delete && u.Target == side && u.Values.Before?.Title == draft.Content.Title);
        return undo is null ? "" : mailbox[side].Items.Find(i => i.IsOrWas(undo.Key))?.Tag ?? "";
    }
}
