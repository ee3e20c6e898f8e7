using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Traffic;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox.Histories;

/// <summary>What must hold when calm has returned, whatever happened before.</summary>
internal sealed class HttpInvariants(HistoryWorld world)
{
    private readonly IReadOnlyList<ItemView> _entries = world.Entries;
    private readonly IReadOnlyList<StoredItem> _activities = [.. world.Severa.Visible];
    private readonly IReadOnlyCollection<Link> _links = world.Service.Ledger.Links.Values;

    public static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new InvalidOperationException(what);
        }
    }

    public void Check()
    {
        CheckPairsAgree();
        CheckNothingUnlinked();
        CheckNothingMadeTwice();
        foreach (var life in world.Lives.Values)
        {
            CheckLife(life);
        }

        CheckNoValueLost();
        Require(world.Host.Get<TrafficCounters>().Of(ExchangeHost.Aino).Mails == 0, "mail was sent");
    }

    /// <summary>What somebody deleted, and nobody ever changed, is gone on both sides: without a full comparison.</summary>
    public void CheckDeletedIsGone()
    {
        foreach (var life in world.Lives.Values.Where(l => l is { WasDeleted: true, WasEdited: false, IsSeries: false, IsMeeting: false }))
        {
            var isGone = !_entries.Any(e => Is(life, e.Content.Subject)) && !_activities.Any(a => Is(life, a.Content.Title));
            Require(isGone, $"{life} was deleted, and is there");
        }
    }

    private void CheckPairsAgree()
    {
        var entries = _entries.ToDictionary(RawEntry.KeyOf);
        var activities = _activities.ToDictionary(a => a.Key);
        foreach (var link in _links.Where(l => l.State == LinkState.Active))
        {
            Require(link.Entry is not null && entries.ContainsKey(link.Entry.Key), $"an active link has lost its entry {link.Entry?.Key}");
            Require(link.Activity is not null && activities.ContainsKey(link.Activity.Key), $"an active link has lost its activity {link.Activity?.Key}");
            CheckPair(link, RawEntry.Of(entries[link.Entry!.Key]), activities[link.Activity!.Key]);
        }
    }

    private void CheckPair(Link link, ItemContent entry, StoredItem activity)
    {
        var shown = Projection.AsShownInSevera(activity.Content, activity.Activity!.TypeId, world.Service.Policy);
        var fields = link.IsWithheld ? ItemFields.When : ItemFields.Text | ItemFields.When;
        var difference = entry.DifferenceTo(shown) & fields;
        Require(difference == ItemFields.None, $"'{entry}' and '{shown}' differ in {difference}");
        if (link.IsWithheld)
        {
            Require(shown.Title == world.Service.Policy.WithheldTitle && shown.Notes.Length == 0 && shown.Place.Length == 0, $"withheld text shows: {shown}");
        }
    }

    private void CheckNothingUnlinked()
    {
        var linked = _links.SelectMany(l => new[] { l.Entry?.Key, l.Activity?.Key }).OfType<ItemKey>().ToHashSet();
        var entry = _entries.FirstOrDefault(e => e.Content.MyResponse != "Decline" && !linked.Contains(RawEntry.KeyOf(e)));
        Require(entry is null, $"the entry {entry?.Content.Subject} {entry?.OriginalStart:O} has no link");
        var activity = _activities.FirstOrDefault(a => !linked.Contains(a.Key));
        Require(activity is null, $"the activity {activity?.Content.Title} has no link");
    }

    private void CheckNothingMadeTwice()
    {
        var activity = _activities.Where(a => a.LinkId is not null).GroupBy(a => a.LinkId).FirstOrDefault(g => g.Count() > 1);
        Require(activity is null, $"{activity?.First().Content.Title} was made twice in Severa");
        var stamped = _entries.Select(e => (e.Content.Subject, Link: e.Content.Extended.SelectMany(x => x.Values).Select(Stamp.Parse).FirstOrDefault(s => s is not null)?.LinkId));
        var entry = stamped.Where(e => e.Link is not null).GroupBy(e => e.Link).FirstOrDefault(g => g.Count() > 1);
        Require(entry is null, $"{entry?.First().Subject} was made twice in Outlook");
    }

    /// <summary>Nothing is doubled, and nothing is deleted that nobody deleted.</summary>
    private void CheckLife(TokenLife life)
    {
        var entries = _entries.Count(e => Is(life, e.Content.Subject));
        var activities = _activities.Count(a => Is(life, a.Content.Title));
        if (life.IsAnotherSeries)
        {
            return;
        }

        Require(entries <= life.Occurrences, $"{life} is there {entries} times in Outlook");
        Require(activities <= life.Occurrences, $"{life} is there {activities} times in Severa");
        if (life.WasDeleted)
        {
            return;
        }

        Require(entries == life.Occurrences, $"{life} is there only {entries} times in Outlook");
        Require(!_thrownAway.Any(e => Is(life, e.Content.Subject)), $"{life} was thrown away");
        if (!life.WasPrivate || world.Service.Policy.PrivateTypeId is not null)
        {
            Require(activities == life.Occurrences, $"{life} is there {activities} times in Severa");
        }

        var deletion = world.Service.Ledger.History.FirstOrDefault(h => h.Kind == SyncActionKind.Delete && Is(life, h.Title));
        Require(deletion is null, $"{life} was deleted in {deletion?.Target} because of {deletion?.Reason}");
    }

    private readonly IReadOnlyList<ItemView> _thrownAway = world.Users.Rows(world.Mailbox, Folders.DeletedItems);

    /// <summary>What a user wrote last is on a side, or in the conflict log, or a user of the other side replaced it.</summary>
    private void CheckNoValueLost()
    {
        foreach (var life in world.Lives.Values.Where(l => l is { WasDeleted: false, IsSeries: false, WasPrivate: false }))
        {
            foreach (var ((side, field), value) in life.LastWritten)
            {
                var isShown = _entries.Any(e => RawEntry.Of(e).Canonical(field) == value) || _activities.Any(a => a.Content.Canonical(field) == value);
                var isLogged = world.Service.Ledger.Conflicts.Exists(c => c.OutlookValue == value || c.SeveraValue == value);
                var isReplaced = life.LastWritten.Any(w => w.Key.Field == field && w.Key.Side != side);
                Require(isShown || isLogged || isReplaced, $"{life}: the {field} '{value}' written in {side} is lost");
            }
        }
    }

    private static bool Is(TokenLife life, string? title) => title?.StartsWith(life.Token, StringComparison.Ordinal) == true;
}
