using Microsoft.Extensions.Logging.Abstractions;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.TestKit;

/// <summary>Several users, each with an Outlook of his own, who share the activities of one Severa.</summary>
public sealed class TestOrganisation
{
    private int _ids;

    /// <param name="mailboxes">How many.</param>
    /// <param name="start">When the story begins.</param>
    /// <param name="policy">The rules for everybody; each mailbox puts its id in.</param>
    public TestOrganisation(int mailboxes, DateTimeOffset start, SyncPolicy policy)
    {
        Time = new ManualTime(start);
        Policy = policy;
        Mailboxes = [.. Enumerable.Range(1, mailboxes).Select(n => new TestMailbox(this, n))];
    }

    public ManualTime Time { get; }

    public CrashPoints Crashes { get; } = new();

    public InMemoryStore Activities { get; } = new();

    public IReadOnlyList<TestMailbox> Mailboxes { get; }

    public SyncPolicy Policy { get; set; }

    public int DaysBack { get; init; } = 30;

    public int DaysAhead { get; init; } = 180;

    /// <summary>Moves with the days, as the service computes it.</summary>
    public SyncWindow Window
    {
        get
        {
            var today = Zones.DayOf(Time.GetUtcNow(), Policy.Zone);
            return new SyncWindow(Zones.StartOfDay(today.AddDays(-DaysBack), Policy.Zone), Zones.StartOfDay(today.AddDays(DaysAhead + 1), Policy.Zone));
        }
    }

    public MailboxSync SyncOf(TestMailbox mailbox) =>
        new(mailbox.Ledger.ForNextWorker(), mailbox.Outlook, mailbox.Severa, Time, NullLogger.Instance) { NewId = NextId };

    /// <summary>Everything becomes as it is in another organisation of as many users: what was prepared once is used many times.</summary>
    public void CopyFrom(TestOrganisation other)
    {
        Time.Advance(other.Time.GetUtcNow() - Time.GetUtcNow());
        _ids = other._ids;
        Activities.CopyFrom(other.Activities);
        foreach (var (mailbox, theirs) in Mailboxes.Zip(other.Mailboxes))
        {
            mailbox.Outlook.Store.CopyFrom(theirs.Outlook.Store);
            mailbox.Ledger.Restore(theirs.Ledger.Backup());
            mailbox.Ledger.History.AddRange(theirs.Ledger.History);
            mailbox.Ledger.Conflicts.AddRange(theirs.Ledger.Conflicts);
        }
    }

    public Guid NextId() => new(++_ids, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    /// <summary>What the owner's link says about an activity (R24).</summary>
    internal (bool IsMeeting, string? Uid) OwnersEntry(StoredItem activity)
    {
        var owner = Mailboxes.FirstOrDefault(m => m.Id == activity.Owner);
        var link = owner?.Ledger.Links.Values.FirstOrDefault(l => activity.Key.Equals(l.Activity?.Key));
        return (link is { IsMeeting: true }, link?.Uid);
    }
}

/// <summary>One user of a <see cref="TestOrganisation"/>.</summary>
public sealed class TestMailbox
{
    private readonly TestOrganisation _organisation;

    internal TestMailbox(TestOrganisation organisation, int number)
    {
        _organisation = organisation;
        Id = new Guid(number, 1, 1, [1, 1, 1, 1, 1, 1, 1, 1]);
        Name = $"mailbox {number}";
        Outlook = new InMemorySide(Side.Outlook, organisation.Crashes, organisation.Time, () => Policy) { Epoch = $"folder-{number}" };
        Severa = new InMemorySide(Side.Severa, organisation.Crashes, organisation.Time, () => Policy, organisation.Activities, Id) { OwnersEntry = organisation.OwnersEntry };
        Ledger = new InMemoryLedger(organisation.Crashes, organisation.Time);
    }

    public Guid Id { get; }

    public string Name { get; }

    public InMemorySide Outlook { get; }

    public InMemorySide Severa { get; }

    public InMemoryLedger Ledger { get; }

    public bool IsOn => !Ledger.IsOff;

    public SyncPolicy Policy => _organisation.Policy with { MailboxId = Id, OutlookTraits = Outlook.Traits, SeveraTraits = Severa.Traits };

    public int Writes => Outlook.Writes + Severa.Writes;

    public InMemorySide this[Side side] => side == Side.Outlook ? Outlook : Severa;

    /// <summary>The user's own off (R27): a run in progress ends, links rest.</summary>
    public void SwitchOff()
    {
        Ledger.IsOff = true;
        Ledger.PassLease();
        Ledger.Agree(null);
        SetStates(l => l.State == LinkState.Active, l => l with { State = LinkState.Dormant, StateReason = Reason.SwitchedOff });
    }

    /// <summary>On again: a run that removes copies ends, the pairs wake, and what was deleted meanwhile waits for the user.</summary>
    public void SwitchOn()
    {
        Ledger.IsOff = false;
        Ledger.PassLease();
        Ledger.HoldAllDeletions = true;
        var now = _organisation.Time.GetUtcNow();
        SetStates(l => l is { Decision: LinkDecision.RemoveCopy, StateReason: not Reason.TypeNotTicked }, l => l with { Decision = LinkDecision.None });
        DecideUnderWay(LinkDecision.None);
        SetStates(l => l.SetAside?.RetryAt > now, l => l with { SetAside = l.SetAside! with { RetryAt = now } });
        SetStates(l => l is { State: LinkState.Dormant, StateReason: Reason.SwitchedOff }, l => l with { State = LinkState.Active, StateReason = Reason.None });
    }

    /// <summary>The copies that a run was just making go as well, or stay after all.</summary>
    public void DecideUnderWay(LinkDecision decision)
    {
        var open = Ledger.OpenIntents.ConvertAll(i => i.MakesCopy ? i with { Planned = i.Planned with { Decision = decision } } : i);
        Ledger.OpenIntents.Clear();
        Ledger.OpenIntents.AddRange(open);
    }

    /// <summary>A person decides about pairs.</summary>
    public void SetStates(Func<Link, bool> which, Func<Link, Link> change)
    {
        foreach (var link in Ledger.Links.Values.Where(which).ToList())
        {
            Ledger.Links[link.Id] = change(link);
        }
    }
}
