using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>A story ended wrong.</summary>
public sealed class BrokenInvariantException(string what) : Exception(what);

/// <summary>What went wrong, and what the service did until then.</summary>
public sealed class HistoryException(Exception inner, string told) : Exception(inner.Message, inner)
{
    public string Told { get; } = told;
}

/// <summary>What holds after calm has returned, whatever happened before.</summary>
internal static class Invariants
{
    public static void Check(World world)
    {
        NothingForbiddenWasWritten(world);
        NoMailWasSent(world);
        AFurtherRunPlansNothing(world);
        foreach (var mailbox in world.Organisation.Mailboxes)
        {
            NothingIsDoubled(world, mailbox);
            EverythingInScopeHasItsPair.Check(world, mailbox);
            BothSidesAgree.Check(world, mailbox);
        }

        NothingIsGoneThatNobodyDeleted(world);
        NoValueIsLost.Check(world);
    }

    public static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new BrokenInvariantException(what);
        }
    }

    /// <summary>Nothing outside the scope was touched, no withheld text written, previews told the truth.</summary>
    private static void NothingForbiddenWasWritten(World world) => Require(world.Violations.Count == 0, string.Join("; ", world.Violations));

    private static void NoMailWasSent(World world) =>
        Require(world.Organisation.Mailboxes.All(m => m.Outlook.MeetingWrites == 0), "the service tried to write an entry with attendees");

    private static void AFurtherRunPlansNothing(World world)
    {
        foreach (var mailbox in world.Organisation.Mailboxes)
        {
            mailbox.Ledger.IsFullDue = true;
            var plan = world.Organisation.SyncOf(mailbox).PreviewAsync(mailbox.Policy, world.Organisation.Window, CancellationToken.None).GetAwaiter().GetResult();
            var planned = plan!.Actions.Where(a => a.Kind != SyncActionKind.Skip).Select(a => $"{a.Kind} {a.Target} {a.Reason} {a.Fields} {a.Title}").ToList();
            Require(planned.Count == 0, "a further run of " + mailbox.Name + " plans " + string.Join(", ", planned));
        }
    }

    /// <summary>One thing shows once, except for the possible twins that a lost ledger leaves, which the history lists (R16).</summary>
    private static void NothingIsDoubled(World world, TestMailbox mailbox)
    {
        foreach (var side in new[] { Side.Outlook, Side.Severa })
        {
            foreach (var twice in mailbox[side].Visible.Where(i => EverythingInScopeHasItsPair.IsInWindow(world, i)).GroupBy(i => i.Tag, StringComparer.Ordinal).Where(g => g.Count() > world.Counts.GetValueOrDefault(g.Key, 1)))
            {
                // What agrees neither in title nor in time looks like two things to everybody.
                var unlike = twice.Count(one => !twice.Any(other => one != other && (one.Content.Title == other.Content.Title || one.Content.When.Equals(other.Content.When))));
                var isUnlike = unlike >= twice.Count() - world.Counts.GetValueOrDefault(twice.Key, 1);
                var isListed = world.Organisation.Mailboxes.Any(m => m.Ledger.History.Exists(h => h.Reason is Reason.PossibleTwin && world.TagOf(m, h.Target, h.Key) == twice.Key));

                // What was about to be listed when the ledger was lost.
                var wasToBeListed = world.LostIntents.Exists(i => i.Event is { Reason: Reason.PossibleTwin } && world.Organisation.Mailboxes.Any(m => world.TagsOf(m, i.Planned).Contains(twice.Key, StringComparer.Ordinal)));

                // Its type was unticked before it could be made, and listed: it rests without a half.
                var fellAsleep = world.Organisation.Mailboxes.Any(m => m.Ledger.Links.Values.Any(l => l is { State: LinkState.Dormant, StateReason: Reason.TypeNotTicked, Entry: null } && world.TagsOf(m, l).Contains(twice.Key, StringComparer.Ordinal)));
                Require(world.Forgetful.Count > 0 && (isListed || wasToBeListed || fellAsleep || isUnlike), $"{twice.Key} '{twice.First().Content.Title}' is doubled in {side} of {mailbox.Name}: {string.Join(", ", twice.Select(i => $"{i.Key} made for {i.LinkId}"))}");
            }
        }
    }

    private static void NothingIsGoneThatNobodyDeleted(World world)
    {
        foreach (var mailbox in world.Organisation.Mailboxes)
        {
            foreach (var side in new[] { Side.Outlook, Side.Severa })
            {
                var shown = mailbox[side].Visible.Select(i => i.Tag).ToHashSet(StringComparer.Ordinal);
                var gone = mailbox[side].Items.Find(i => i.IsDeleted && i.Concerns(mailbox.Id) && !shown.Contains(i.Tag) && !world.Unwanted.Contains(i.Tag) && !world.CopiesRemoved.Contains((side, i.Tag)));
                Require(gone is null, $"{gone?.Tag} '{gone?.Content.Title}' is gone in {side} of {mailbox.Name}, and nobody deleted it");
            }
        }
    }
}

/// <summary>Both sides of every pair in sync say the same, as far as the rules let them.</summary>
internal static class BothSidesAgree
{
    public static void Check(World world, TestMailbox mailbox)
    {
        foreach (var link in mailbox.Ledger.Links.Values.Where(l => l.State == LinkState.Active))
        {
            var entry = mailbox.Outlook.Visible.SingleOrDefault(i => i.Key.Equals(link.Entry?.Key));
            var activity = mailbox.Severa.Visible.SingleOrDefault(i => i.Key.Equals(link.Activity?.Key));
            Invariants.Require(entry is not null && activity is not null, $"{entry?.Tag ?? activity?.Tag}: a pair in sync of {mailbox.Name} has lost a half");
            if (!world.Undone.Contains(entry!.Tag) && !world.Undone.Contains(activity!.Tag))
            {
                Check(world, mailbox, entry, activity!);
            }
        }
    }

    private static void Check(World world, TestMailbox mailbox, StoredItem entry, StoredItem activity)
    {
        var isOwner = activity.Owner == mailbox.Id;
        if (!isOwner && entry.Entry!.HasAttendees)
        {
            // His own meeting that differs is noted, never written (R24).
            return;
        }

        var (shown, there) = (mailbox.Outlook.Read(entry).Content, mailbox.Severa.Read(activity).Content);
        Invariants.Require(shown.When.Equals(there.When), $"{entry.Tag}: {shown.When} in Outlook, {there.When} in Severa of {mailbox.Name}");
        // An activity of type Personal is its owner's own: nothing is withheld there.
        var isPrivate = shown.Privacy == Privacy.Private && there.Privacy == Privacy.Normal && isOwner;
        if (isPrivate && mailbox.Policy is { PrivateTypeId: null, PrivateWithoutType: PrivateRule.Withhold })
        {
            Invariants.Require(IsHidden(world, activity, there, mailbox.Policy), $"{entry.Tag}: withheld text shows: '{there.Title}' '{there.Place}' '{there.Notes}'");
            return;
        }

        var traits = mailbox.Policy.SeveraTraits;
        Same(entry.Tag, "title", shown.Title, there.Title, traits.MaxTitle, mailbox.Policy.UntitledTitle);
        Same(entry.Tag, "place", shown.Place, there.Place, traits.MaxPlace, "");
        Same(entry.Tag, "notes", shown.Notes, there.Notes, traits.MaxNotes, "");
        Invariants.Require(
            !isOwner || mailbox.Policy.PrivateTypeId != TestWorld.Personal || world.HadOtherPrivateType || shown.Privacy == there.Privacy || entry.Entry!.HasAttendees,
            $"{entry.Tag}: {shown.Privacy} in Outlook, {there.Privacy} in Severa");
    }

    private static bool IsHidden(World world, StoredItem activity, ItemContent there, SyncPolicy policy)
    {
        return IsHiddenOrOwn(ItemFields.Title, there.Title, policy.WithheldTitle) && IsHiddenOrOwn(ItemFields.Place, there.Place, "") && IsHiddenOrOwn(ItemFields.Notes, there.Notes, "");

        // What somebody wrote in Severa himself he knows that colleagues read.
        bool IsHiddenOrOwn(ItemFields field, string value, string hidden) => value == hidden || world.Written.GetValueOrDefault((activity, field)) == value;
    }

    private static void Same(string tag, string field, string entry, string activity, int most, string empty)
    {
        var isSame = entry == activity || activity == PlainText.Cut(entry, most) || (entry.Length == 0 && activity == empty) || (activity.Length == 0 && entry == empty);
        Invariants.Require(isSame, $"{tag}: the {field} is '{entry}' in Outlook and '{activity}' in Severa");
    }
}

/// <summary>What the rules want on both sides is there.</summary>
internal static class EverythingInScopeHasItsPair
{
    public static void Check(World world, TestMailbox mailbox)
    {
        var active = mailbox.Ledger.Links.Values.Where(l => l.State == LinkState.Active).ToList();
        var entries = active.Select(l => l.Entry!.Key).ToHashSet();
        var activities = active.Select(l => l.Activity!.Key).ToHashSet();
        foreach (var entry in mailbox.Outlook.Visible.Where(i => IsInWindow(world, i) && !entries.Contains(i.Key) && !world.Unwanted.Contains(i.Tag)))
        {
            var isWanted = !(entry.Content.Privacy == Privacy.Private && mailbox.Policy is { PrivateTypeId: null, PrivateWithoutType: PrivateRule.DoNotSync })
                && !IsOfUntickedType(mailbox, mailbox.Ledger.Links.Values.FirstOrDefault(l => entry.Key.Equals(l.Entry?.Key) || (l.Entry is null && l.Id == entry.Stamp?.LinkId)));
            Invariants.Require(!isWanted, $"{entry.Tag} '{entry.Content.Title}' of {mailbox.Name} has no activity: {State(mailbox, Side.Outlook, entry)}");
        }

        foreach (var activity in mailbox.Severa.Visible.Where(i => IsInWindow(world, i) && !activities.Contains(i.Key) && !world.Unwanted.Contains(i.Tag)))
        {
            var isWanted = mailbox.Policy.Types[activity.Activity!.TypeId] is { GoesToOutlook: true, Category: not ActivityCategory.ProjectTask }
                && !(mailbox.Ledger.Links.Values.FirstOrDefault(l => activity.Key.Equals(l.Activity?.Key)) is { } link && IsRightAsleep(world, mailbox, link, activity.Tag));
            Invariants.Require(!isWanted, $"{activity.Tag} '{activity.Content.Title}' has no entry in {mailbox.Name}: {State(mailbox, Side.Severa, activity)}");
        }
    }

    private static bool IsOfUntickedType(TestMailbox mailbox, Link? link) => link is { Origin: Origin.Severa, State: LinkState.Dormant }
        && mailbox.Severa.Items.Find(i => i.Key.Equals(link.Activity?.Key)) is { } activity
        && mailbox.Policy.Types[activity.Activity!.TypeId] is { GoesToOutlook: false } or { Category: ActivityCategory.ProjectTask };

    /// <summary>A private entry that is not synced, or an entry that was not in the window when the mailbox moved.</summary>
    private static bool IsRightAsleep(World world, TestMailbox mailbox, Link link, string tag) => IsOfPrivateEntry(mailbox, link)
        || (link.StateReason is Reason.NotInNewFolder && world.Counts.GetValueOrDefault(tag, 1) > 1)
        || (link.StateReason is Reason.NotInNewFolder && !mailbox.Outlook.Visible.Any(i => i.Tag == tag && IsInWindow(world, i)));

    private static bool IsOfPrivateEntry(TestMailbox mailbox, Link link) =>
        mailbox.Policy is { PrivateTypeId: null, PrivateWithoutType: PrivateRule.DoNotSync }
        && mailbox.Outlook.Items.Find(i => i.Key.Equals(link.Entry?.Key)) is { Content.Privacy: Privacy.Private };

    internal static bool IsInWindow(World world, StoredItem item) => item.Content.When.Overlaps(world.Organisation.Window, world.Organisation.Policy.Zone);

    private static string State(TestMailbox mailbox, Side side, StoredItem item) =>
        mailbox.Ledger.Links.Values.FirstOrDefault(l => item.Key.Equals(l.Half(side)?.Key)) is { } link ? $"{link.State} {link.StateReason}" : "no link";
}

/// <summary>A plain thing that somebody deleted on either side, and that nobody ever changed, is gone on both: whatever the service knew of it.</summary>
internal static class WhatWasDeletedStaysDeleted
{
    public static void Check(World world)
    {
        if (world.Settings.HasBrake)
        {
            return;
        }

        var usual = world.Organisation.Mailboxes.Except(world.Unusual).ToList();
        var items = usual.SelectMany(m => m.Outlook.Items)
            .Concat(world.Organisation.Activities.Items.Where(a => usual.Exists(m => m.Id == a.Owner)))
            .ToLookup(i => i.Tag, StringComparer.Ordinal);
        foreach (var thing in items.Where(i => world.Deleted.Contains(i.Key) && !world.Touched.Contains(i.Key) && i.All(one => IsPlain(world, one))))
        {
            Invariants.Require(thing.All(i => i.IsDeleted), $"{thing.Key} '{thing.First().Content.Title}' was deleted, and is there");
            world.Statistics.StayDeleted++;
        }
    }

    private static bool IsPlain(World world, StoredItem item) =>
        item is { Series: null, Content.Privacy: Privacy.Normal, Entry: null or { HasAttendees: false }, Activity: null or { HasBusinessData: false } }
        && !(item.Activity is { } facts && (world.Ticked.Contains(facts.TypeId) || facts.TypeId == TestWorld.Personal))
        && item.Content.When.Overlaps(world.FirstWindow, world.Organisation.Policy.Zone) && EverythingInScopeHasItsPair.IsInWindow(world, item);
}

/// <summary>What a person wrote last into a field is on a side, in the conflict log or in the history.</summary>
internal static class NoValueIsLost
{
    public static void Check(World world)
    {
        var known = new HashSet<(ItemFields, string)>();
        foreach (var mailbox in world.Organisation.Mailboxes)
        {
            Add(known, mailbox.Outlook.Items.Select(i => mailbox.Outlook.Read(i).Content));
            Add(known, mailbox.Severa.Items.Select(i => mailbox.Severa.Read(i).Content));
            Add(known, ValuesOf(mailbox.Ledger.History));
            known.UnionWith(mailbox.Ledger.Conflicts.SelectMany(c => new[] { (c.Field, c.OutlookValue), (c.Field, c.SeveraValue) }));
        }

        Add(known, ValuesOf(world.LostIntents.Select(i => i.Event).OfType<HistoryEvent>()));
        foreach (var ((item, field), value) in world.Written)
        {
            Invariants.Require(value.Length == 0 || known.Contains((field, value)), $"{item.Tag}: the {field} '{value}' is lost");
        }
    }

    private static IEnumerable<ItemContent> ValuesOf(IEnumerable<HistoryEvent> history) =>
        history.SelectMany(h => new[] { h.Values?.Before, h.Values?.After }).OfType<ItemContent>();

    private static void Add(HashSet<(ItemFields, string)> known, IEnumerable<ItemContent> contents)
    {
        foreach (var content in contents)
        {
            foreach (var field in (ItemFields.Text | ItemFields.When).Each())
            {
                known.Add((field, content.Canonical(field)));
            }
        }
    }
}
