using System.Collections.Concurrent;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Decisions;

/// <summary>
/// A combination as the reconciler gets it: both calendars read in full over the window, one link or none, ordinary settings.
/// Where both halves changed, different fields did.
/// </summary>
internal sealed class Situation
{
    private const string Folder = "folder";
    private const string Series = "series";
    private const string Known = "1";
    private const string Newer = "2";

    private static readonly TestWorld World = new();
    private static readonly DateTimeOffset Now = World.Time.GetUtcNow();
    private static readonly Guid LinkId = new(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 7]);

    /// <summary>Bases by everything they depend on: most of the time of the whole table goes into their hashes.</summary>
    private static readonly ConcurrentDictionary<(string EntryKind, string ActivityKind, string Scope), LinkBase> Bases = new();

    private readonly Combination _combination;
    private readonly SyncPolicy _policy;
    private readonly CalendarItem _entry;
    private readonly CalendarItem _activity;

    public Situation(Combination combination)
    {
        _combination = combination;
        _policy = combination.EntryKind switch
        {
            Words.PrivateNotSynced => World.Policy with { PrivateTypeId = null, PrivateWithoutType = PrivateRule.DoNotSync },
            Words.LongSeries => World.Policy with { MaxOccurrences = 1 },
            _ => World.Policy,
        };
        var content = new ItemContent { Title = "Talk", When = When.Timed(Start, Start.AddHours(1)) };
        _entry = Entry(content);
        _activity = Activity(content);
    }

    public PlanInput ToInput() => new()
    {
        Outlook = View(Side.Outlook, _combination.Entry, _entry, OtherSlots(), c => c with { Title = "Walk" }),
        Severa = View(Side.Severa, _combination.Activity, _activity, [], c => c with { Place = "Turku" }),
        Links = _combination.Link == Words.None ? [] : [Link()],
        Policy = _policy,
        Window = World.Window,
        Now = Now,
    };

    private DateTimeOffset Start => _combination.Scope switch
    {
        Words.Before => World.Window.Start.AddDays(-10),
        Words.After => World.Window.End.AddDays(10),
        _ => Now.AddDays(1),
    };

    private bool IsNewTime => _combination.Link is Words.TimeHeld or Words.TimeReleased or Words.TimeDiscarded;

    private CalendarItem Entry(ItemContent content) => new()
    {
        Key = _combination.EntryKind == Words.LongSeries ? ItemKey.Occurrence(Series, Start, "entry") : ItemKey.Of("entry"),
        Version = Known,
        Content = _combination.EntryKind == Words.PrivateNotSynced ? content with { Privacy = Privacy.Private } : content,
        ModifiedAt = Now.AddHours(-1),
        Entry = new EntryFacts(HasAttendees: _combination.EntryKind is Words.Meeting or Words.Off, IsCancelled: _combination.EntryKind == Words.Off),
    };

    private CalendarItem Activity(ItemContent content) => new()
    {
        Key = ItemKey.Of("activity"),
        Version = Known,
        Content = content,
        ModifiedAt = Now.AddHours(-1),
        Activity = new ActivityFacts(
            _combination.Scope switch { Words.TypeNotTicked => TestWorld.ToDo, Words.ProjectTask => TestWorld.Project, _ => TestWorld.Meeting },
            IsOwner: _combination.ActivityKind != Words.Shared,
            HasBusinessData: _combination.ActivityKind != Words.Own),
    };

    private Link Link()
    {
        var (state, reason, decision) = LinkStates.Of(_combination.Link);
        return new Link
        {
            Id = LinkId,
            Origin = _combination.MadeIn == Words.Outlook ? Origin.Outlook : Origin.Severa,
            State = state,
            StateReason = reason,
            Decision = decision,
            SetAside = LinkStates.SetAsideOf(_combination.Link, Now),
            Entry = Words.IsHalf(_combination.Entry) ? new LinkHalf(_entry.Key, Known) : null,
            Activity = Words.IsHalf(_combination.Activity) ? new LinkHalf(_activity.Key, Known) : null,
            Base = Bases.GetOrAdd((_combination.EntryKind, _combination.ActivityKind, _combination.Scope), _ => LinkBases.Of(_entry, _activity, _policy)),
            Epoch = Folder,
            EndsAt = Start.AddHours(1),
            IsWithheld = _combination.EntryKind == Words.PrivateNotSynced && _combination.ActivityKind != Words.Shared,
            IsMeeting = _combination.EntryKind is Words.Meeting or Words.Off,
        };
    }

    private SideView View(Side side, string presence, CalendarItem item, IEnumerable<Seen> others, Func<ItemContent, ItemContent> change)
    {
        Seen[] seen = presence switch
        {
            Words.Unread => [new Seen.Same(item.Key, Known)],
            Words.New or Words.Unchanged => [new Seen.Fresh(item)],
            Words.Changed => [new Seen.Fresh(item with { Version = Newer, Content = Moves(side) ? Later(item.Content) : change(item.Content) })],
            Words.Unsure => [new Seen.Unreadable(item.Key, "Damaged")],
            _ => [],
        };
        var reading = new SideReading.Full(World.Window, [.. seen, .. others]) { Cursor = "", Epoch = side == Side.Outlook ? Folder : "" };
        var answers = new Dictionary<ItemKey, Sighting>();
        if (presence == Words.Gone)
        {
            answers[item.Key] = new Sighting.Gone();
        }

        return new SideView(side, reading, answers);
    }

    /// <summary>Held new times: the change is a new time, made on one side.</summary>
    private bool Moves(Side side) => IsNewTime && (side == Side.Outlook || _combination.Entry != Words.Changed);

    private static ItemContent Later(ItemContent content) => content with { When = When.Timed(content.When.Start.AddHours(1), content.When.End.AddHours(1)) };

    private IEnumerable<Seen> OtherSlots() => _combination.EntryKind == Words.LongSeries
        ? Enumerable.Range(1, 2).Select(day => (Seen)new Seen.Same(ItemKey.Occurrence(Series, Start.AddDays(day), $"slot{day}"), Known))
        : [];
}
