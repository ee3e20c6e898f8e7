using Microsoft.Extensions.Logging.Abstractions;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.TestKit;

/// <summary>One user with both calendars in memory, and the service that keeps them equal.</summary>
public sealed class TestWorld
{
    public static readonly Guid Meeting = Guid.Parse("00000000-0000-0000-0000-000000000001");
    public static readonly Guid Personal = Guid.Parse("00000000-0000-0000-0000-000000000002");
    public static readonly Guid Project = Guid.Parse("00000000-0000-0000-0000-000000000003");
    public static readonly Guid ToDo = Guid.Parse("00000000-0000-0000-0000-000000000004");
    public static readonly Guid Holiday = Guid.Parse("00000000-0000-0000-0000-000000000005");

    private int _ids;

    public TestWorld()
    {
        Time = new ManualTime(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
        Crashes = new CrashPoints();
        Outlook = new InMemorySide(Side.Outlook, Crashes, Time, () => Policy);
        Severa = new InMemorySide(Side.Severa, Crashes, Time, () => Policy);
        Ledger = new InMemoryLedger(Crashes, Time);
        Policy = Rules(Guid.Parse("11111111-1111-1111-1111-111111111111"), Outlook.Traits, Severa.Traits);
        Window = new SyncWindow(Time.GetUtcNow().AddDays(-30), Time.GetUtcNow().AddDays(180));
    }

    public ManualTime Time { get; }

    public CrashPoints Crashes { get; }

    public InMemorySide Outlook { get; }

    public InMemorySide Severa { get; }

    public InMemoryLedger Ledger { get; }

    /// <summary>Set by the constructor before either side can ask for it.</summary>
    public SyncPolicy Policy { get; set; } = null!;

    public SyncWindow Window { get; set; }

    /// <summary>The usual rules: private entries become Personal, to-dos are not ticked.</summary>
    public static SyncPolicy Rules(Guid mailboxId, SideTraits outlook, SideTraits severa) => new()
    {
        Installation = "test",
        MailboxId = mailboxId,
        Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki"),
        Fingerprint = new Fingerprint([.. Enumerable.Range(1, 32).Select(i => (byte)i)]),
        Types = new[]
        {
            new ActivityTypeRule(Meeting, ActivityCategory.CalendarEntry, GoesToOutlook: true),
            new ActivityTypeRule(Personal, ActivityCategory.Personal, GoesToOutlook: true),
            new ActivityTypeRule(Project, ActivityCategory.ProjectTask, GoesToOutlook: true),
            new ActivityTypeRule(ToDo, ActivityCategory.ToDo, GoesToOutlook: false),
            new ActivityTypeRule(Holiday, ActivityCategory.Absence, GoesToOutlook: true),
        }.ToDictionary(t => t.Id),
        DefaultTypeId = Meeting,
        PrivateTypeId = Personal,
        OutlookTraits = outlook,
        SeveraTraits = severa,
    };

    /// <summary>An hour's item, the given days and hours from now.</summary>
    public ItemContent At(string title, int days = 1, int hours = 0, string place = "", string notes = "", Privacy privacy = Privacy.Normal)
    {
        var start = Time.Start.AddDays(days).AddHours(hours);
        return new ItemContent { Title = title, When = When.Timed(start, start.AddHours(1)), Place = place, Notes = notes, Privacy = privacy };
    }

    public ActivityFacts OfType(Guid type, bool hasBusinessData = false) => new(type, HasBusinessData: hasBusinessData);

    public async Task<RunReport> RunAsync() => (await Sync().RunAsync(Policy, Window, CancellationToken.None))!;

    public async Task<SyncPlan> PreviewAsync() => (await Sync().PreviewAsync(Policy, Window, CancellationToken.None))!;

    /// <summary>Runs, with pauses, until a run changes nothing. Returns how many it took.</summary>
    public async Task<int> SettleAsync()
    {
        for (var runs = 1; runs <= 20; runs++)
        {
            var report = await RunAsync();
            if (report is { Outcome: RunOutcome.Unchanged or RunOutcome.Succeeded, Counts.Writes: 0 } && Ledger.OpenIntents.Count == 0 && report.RunAgainAt is null)
            {
                return runs;
            }

            Time.Advance(TimeSpan.FromHours(5));
        }

        throw new InvalidOperationException("The calendars do not come to rest: " + string.Join("; ", Ledger.Reports.TakeLast(3)));
    }

    /// <summary>The owner switches off, and wants the copies removed.</summary>
    public void RemoveCopies()
    {
        foreach (var link in Ledger.Links.Values.ToList())
        {
            Ledger.Links[link.Id] = link with { State = LinkState.Dormant, StateReason = Reason.SwitchedOff, Decision = LinkDecision.RemoveCopy };
        }
    }

    /// <summary>The owner wants the last write of this kind undone.</summary>
    public void Undo(SyncActionKind kind, Side? target = null) =>
        Ledger.RequestUndo(Ledger.History.Last(h => h.Kind == kind && (target ?? h.Target) == h.Target), Guid.NewGuid());

    private MailboxSync Sync() => new(Ledger, Outlook, Severa, Time, NullLogger.Instance) { NewId = NextId };

    private Guid NextId() => new(++_ids, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
}

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public DateTimeOffset Start { get; } = start;

    public void Advance(TimeSpan by) => _now += by;

    public override DateTimeOffset GetUtcNow() => _now;
}
