using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Crashes;

/// <summary>Two users who share some activities, and one scenario ready to run.</summary>
internal sealed class ScenarioWorld
{
    private static readonly SideTraits Traits = new(255, 255, 2000, CarriesStamp: true, TimeSpan.FromSeconds(30));

    public TestOrganisation Organisation { get; } =
        new(2, new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero), TestWorld.Rules(Guid.Empty, Traits, Traits));

    public TestMailbox Anna => Organisation.Mailboxes[0];

    public TestMailbox Ben => Organisation.Mailboxes[1];

    /// <summary>What people do once the run has ended, however it did.</summary>
    public Action Afterwards { get; set; } = () => { };

    public int Mails => Organisation.Mailboxes.Sum(m => m.Outlook.MeetingWrites);

    public ItemContent At(string title, int day, string notes = "", Privacy privacy = Privacy.Normal)
    {
        var start = Organisation.Time.Start.AddDays(day);
        return new ItemContent { Title = title, When = When.Timed(start, start.AddHours(1)), Notes = notes, Privacy = privacy };
    }

    public ScenarioWorld Copy()
    {
        var copy = new ScenarioWorld();
        copy.Organisation.CopyFrom(Organisation);
        return copy;
    }

    /// <summary>Both mailboxes once, one after the other: what is killed or overtaken.</summary>
    public void RunOnce()
    {
        Run(Anna);
        Run(Ben);
    }

    /// <summary>Everything is in memory: the task has ended when it comes back.</summary>
    public RunReport Run(TestMailbox mailbox) =>
        Organisation.SyncOf(mailbox).RunAsync(mailbox.Policy, Organisation.Window, CancellationToken.None).GetAwaiter().GetResult()!;

    public SyncPlan Preview(TestMailbox mailbox) =>
        Organisation.SyncOf(mailbox).PreviewAsync(mailbox.Policy, Organisation.Window, CancellationToken.None).GetAwaiter().GetResult()!;

    /// <summary>Runs as on any day, with pauses, until nothing is left to do: no full comparison is needed.</summary>
    public void Settle()
    {
        for (var round = 0; round < 20; round++)
        {
            Organisation.Time.Advance(TimeSpan.FromHours(5));
            if (Organisation.Mailboxes.Count(IsQuiet) == Organisation.Mailboxes.Count)
            {
                return;
            }
        }

        throw new InvalidOperationException("The calendars do not come to rest.");
    }

    /// <summary>Everything people can see, and every value that lost.</summary>
    public List<string> Shown() =>
    [
        .. Organisation.Mailboxes.SelectMany(m => m.Outlook.Visible.Select(i => $"{m.Name}: {i.Content}")),
        .. Organisation.Activities.Items.Where(i => !i.IsDeleted).Select(i => $"Severa: {i.Content} {i.Participants.Count}"),
        .. Organisation.Mailboxes.SelectMany(m => m.Ledger.Conflicts.Select(c => $"{m.Name}: {c.Field} {c.OutlookValue} {c.SeveraValue}")),
    ];

    public void Calm()
    {
        Organisation.Crashes.Restart();
        foreach (var mailbox in Organisation.Mailboxes)
        {
            mailbox.Outlook.NextFault = mailbox.Severa.NextFault = _ => Fault.None;
        }
    }

    private bool IsQuiet(TestMailbox mailbox) =>
        Run(mailbox) is { Outcome: RunOutcome.Unchanged or RunOutcome.Succeeded, Counts.Writes: 0, RunAgainNow: false, RunAgainAt: null }
        && mailbox.Ledger.OpenIntents.Count == 0 && mailbox.Ledger.Undos.Count == 0;
}
