using System.Globalization;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>The organisation of one story, and what the people in it know that the service does not.</summary>
internal sealed class World
{
    private readonly HashSet<string> _outOfSight = new(StringComparer.Ordinal);
    private int _texts;
    private int _tags;

    public World(Settings settings, HistoryStatistics statistics)
    {
        (Settings, Statistics) = (settings, statistics);
        var traits = new SideTraits(255, 255, 2000, CarriesStamp: true, TimeSpan.FromSeconds(30));
        var rules = TestWorld.Rules(Guid.Empty, traits, settings.IsSeveraShort ? traits with { MaxTitle = 24, MaxPlace = 20, MaxNotes = 40 } : traits);
        Organisation = new TestOrganisation(settings.Mailboxes, StartOf(settings.Season), rules with
        {
            Winner = settings.Winner,
            PrivateTypeId = settings.HasPersonalType ? TestWorld.Personal : null,
            PrivateWithoutType = settings.PrivateRule,
            MaxOccurrences = settings.IsBudgetShort ? 1 : 400,
            Brake = settings.HasBrake
                ? new BrakeLimits { Deletions = 1, DeletionShare = 0, EmptiedSide = 3, NewTimes = 1, NewTimeShare = 0, OrganizationDeletions = 4, OrganizationShare = 0 }
                : new BrakeLimits { Deletions = 1000, EmptiedSide = 1000, NewTimes = 1000, OrganizationDeletions = 1000 },
        }) { DaysBack = 5, DaysAhead = 20 };
        FirstWindow = Organisation.Window;
        foreach (var mailbox in Organisation.Mailboxes)
        {
            Prepare(mailbox, rules);
        }
    }

    public Settings Settings { get; }

    public HistoryStatistics Statistics { get; }

    public TestOrganisation Organisation { get; }

    public ManualTime Time => Organisation.Time;

    /// <summary>What people wrote last into each field of each item.</summary>
    public Dictionary<(StoredItem Item, ItemFields Field), string> Written { get; } = [];

    /// <summary>Things that somebody deleted, declined, left, or had undone: they may be gone.</summary>
    public HashSet<string> Unwanted { get; } = new(StringComparer.Ordinal);

    /// <summary>A type that is not of category Personal was the one of private entries: what has it crossed no border when that changed (R2).</summary>
    public bool HadOtherPrivateType { get; set; }

    /// <summary>Things whose type somebody changed.</summary>
    public HashSet<string> Retyped { get; } = new(StringComparer.Ordinal);

    /// <summary>Things that somebody deleted.</summary>
    public HashSet<string> Deleted { get; } = new(StringComparer.Ordinal);

    /// <summary>Things whose copy on that side somebody had removed: they may be gone there.</summary>
    public HashSet<(Side Side, string Tag)> CopiesRemoved { get; } = [];

    /// <summary>Things that somebody did something else with than make and delete them.</summary>
    public HashSet<string> Touched { get; } = new(StringComparer.Ordinal);

    /// <summary>Series that somebody moved, gave another pattern or divided: their slots are paired as well as can be (R6).</summary>
    public HashSet<string> ChangedSeries { get; } = new(StringComparer.Ordinal);

    /// <summary>Mailboxes that were switched off, moved or forgotten, or of which somebody wanted something undone.</summary>
    public HashSet<TestMailbox> Unusual { get; } = [];

    /// <summary>Some entry could not be read for some time.</summary>
    public bool WasDamaged { get; set; }

    /// <summary>Types that were ticked or unticked.</summary>
    public HashSet<Guid> Ticked { get; } = [];

    /// <summary>The window when the story began.</summary>
    public SyncWindow FirstWindow { get; }

    /// <summary>Things of which somebody had a write undone: their two sides stay apart.</summary>
    public HashSet<string> Undone { get; } = new(StringComparer.Ordinal);

    /// <summary>Lines of the history that somebody wanted undone: once each.</summary>
    public HashSet<HistoryEvent> Requested { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>How often people made each thing.</summary>
    public Dictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>Mailboxes whose ledger was lost or put back.</summary>
    public HashSet<TestMailbox> Forgetful { get; } = [];

    /// <summary>What went with a lost ledger.</summary>
    public List<Intent> LostIntents { get; } = [];

    /// <summary>Rules that a write broke at the moment it happened.</summary>
    public List<string> Violations { get; } = [];

    public Dictionary<TestMailbox, LedgerBackup> Backups { get; } = [];

    /// <summary>The rules each run in progress goes by, and the window of the last one: between full comparisons it stays where it was.</summary>
    public Dictionary<TestMailbox, (SyncPolicy Policy, SyncWindow Window, SyncWindow Last)> Running { get; } = [];

    public TestMailbox Mailbox(int who) => Organisation.Mailboxes[who % Organisation.Mailboxes.Count];

    /// <summary>A new thing, of which there are so many: the slots of a series are one thing, copies are the same thing once more.</summary>
    public string NewTag(int count = 1)
    {
        var tag = string.Create(CultureInfo.InvariantCulture, $"#{_tags++:D3}");
        Counts[tag] = count;
        return tag;
    }

    public string Text(Writing writing)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"text {_texts++} åäö");
        return writing switch
        {
            Writing.BlanksAround => "  " + text + " \t",
            Writing.SeveralLines => text + " \r\n  and more\r\n\r\n",
            Writing.Long => text + new string('x', 60),
            Writing.Empty => "",
            _ => text,
        };
    }

    /// <summary>A wall time in the user's zone.</summary>
    public When Moment(Moment at)
    {
        var zone = Organisation.Policy.Zone;
        var day = Zones.DayOf(Time.Start, zone).AddDays(at.Day);
        if (at.IsAllDay)
        {
            return When.AllDay(day, day.AddDays(1 + (at.Length % 3)));
        }

        var start = Zones.ToInstant(day.ToDateTime(TimeOnly.MinValue).AddMinutes(15 * at.Quarter), zone);
        return When.Timed(start, start.AddMinutes(15 * at.Length), zone.Id);
    }

    /// <summary>People see and remember what they wrote.</summary>
    public void Remember(InMemorySide side, StoredItem item, ItemFields fields)
    {
        var shown = side.Read(item).Content;
        foreach (var field in fields.Each())
        {
            Written[(item, field)] = shown.Canonical(field);
        }
    }

    /// <summary>
    /// An entry that went beyond the window and got another id there, or whose link was lost, cannot be told from one that is gone.
    /// </summary>
    public void NoteOutOfSight()
    {
        var gone = Organisation.Mailboxes
            .SelectMany(m => m.Outlook.Visible.Where(i => i.FormerKeys.Count > 0 || (Forgetful.Contains(m) && !m.Ledger.Links.Values.Any(l => i.Key.Equals(l.Entry?.Key)))))
            .Where(i => !EverythingInScopeHasItsPair.IsInWindow(this, i) && i.Tag.Length > 0)
            .Select(i => i.Tag).Distinct(StringComparer.Ordinal).ToList();
        foreach (var tag in gone.Where(_outOfSight.Add))
        {
            Unwanted.Add(tag);
            Counts[tag] = Counts.GetValueOrDefault(tag, 1) + 1;
        }
    }

    /// <summary>What the service did, by mailbox.</summary>
    public string Told() => string.Join('\n', Organisation.Mailboxes.SelectMany(m => m.Ledger.History
        .Select(h => string.Create(CultureInfo.InvariantCulture, $"{m.Name} {h.At:MM-dd HH:mm} {h.Kind} {h.Target} {h.Reason} {h.Fields} '{h.Title}'"))
        .Concat(m.Ledger.Links.Values.Select(l => $"{m.Name} has {l.State} {l.StateReason} {l.Entry?.Key} {l.Activity?.Key}"))));

    private static DateTimeOffset StartOf(Season season) => season switch
    {
        Season.March => new DateTimeOffset(2027, 3, 25, 8, 0, 0, TimeSpan.Zero),
        Season.October => new DateTimeOffset(2026, 10, 22, 8, 0, 0, TimeSpan.Zero),
        _ => new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero),
    };

    private void Prepare(TestMailbox mailbox, SyncPolicy rules)
    {
        mailbox.Severa.Traits = rules.SeveraTraits;
        mailbox.Outlook.Traits = rules.OutlookTraits;
        mailbox.Outlook.Ahead = TimeSpan.FromHours(Settings.OutlookHoursAhead);
        mailbox.Outlook.Clock = new ServerClock(mailbox.Outlook.Ahead, TimeSpan.FromSeconds(1));
        if (Settings.Rewrites)
        {
            mailbox.Outlook.Rewrites = c => c with { Title = c.Title + " ", Notes = c.Notes.Replace("\n", " \r\n", StringComparison.Ordinal) + "\r\n" };
            mailbox.Severa.Rewrites = c => c with { Title = " " + c.Title.Trim(), Place = c.Place.Trim(), Notes = c.Notes.TrimEnd() };
        }

        new Watch(this, mailbox).Begin();
    }
}
