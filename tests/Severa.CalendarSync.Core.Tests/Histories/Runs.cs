using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>The service works: with faults, kills, and whatever happens meanwhile.</summary>
internal sealed class Runs(World world, Action<Step> play)
{
    /// <summary>E17.</summary>
    private const int NotProved = 17;

    private readonly List<TestMailbox> _inProgress = [];

    public void Play(Step.Run run)
    {
        var mailbox = world.Mailbox(run.Who);
        if (!mailbox.IsOn && !mailbox.Ledger.OnlyDecisions)
        {
            return;
        }

        if (_inProgress.Contains(mailbox))
        {
            // The worker that stands still loses its lease to this one.
            world.Time.Advance(InMemoryLedger.Lease + TimeSpan.FromSeconds(1));
        }

        mailbox.Ledger.IsFullDue |= run.IsFull;
        if (run is { WithPreview: true, Meanwhile.Count: 0 } && mailbox.Ledger is { OpenIntents.Count: 0, OnlyDecisions: false })
        {
            Agreed(mailbox, run);
        }
        else
        {
            WithTrouble(mailbox, run);
        }
    }

    /// <returns>The report of an undisturbed run.</returns>
    public RunReport Calmly(TestMailbox mailbox) => Work(mailbox)!;

    private void WithTrouble(TestMailbox mailbox, Step.Run run)
    {
        var before = (mailbox.Outlook.NextFault, mailbox.Severa.NextFault);
        var calls = 0;
        mailbox.Outlook.NextFault = mailbox.Severa.NextFault = _ => run.Trouble is { } trouble && ++calls == trouble.AtCall ? Told(mailbox, trouble.Fault) : Fault.None;
        Kill(run.Trouble);
        foreach (var meanwhile in run.Meanwhile)
        {
            world.Organisation.Crashes.Meanwhile(meanwhile.AtStep, () => play(meanwhile.Happens));
        }

        try
        {
            Work(mailbox);
        }
        catch (CrashException)
        {
            world.Statistics.Crashed(world.Organisation.Crashes.KilledAt);
        }
        catch (LeaseLostException)
        {
            world.Statistics.StaleWorkers++;
        }
        catch (UnexpectedFaultException)
        {
            world.Statistics.UnexpectedFaults++;
        }
        finally
        {
            world.Organisation.Crashes.Restart();
            (mailbox.Outlook.NextFault, mailbox.Severa.NextFault) = before;
        }

        Invariants.Require(mailbox.IsOn || mailbox.Ledger.Links.Values.All(l => l.State != LinkState.Active), $"A pair of {mailbox.Name} is in sync, which is off");
    }

    private void Kill(Trouble? trouble)
    {
        if (trouble is { IsInWrite: true })
        {
            world.Organisation.Crashes.KillAfter("ledger.intend", trouble.KillAt);
        }
        else
        {
            world.Organisation.Crashes.KillAt(trouble?.KillAt ?? 0);
        }
    }

    /// <summary>Everything is in memory: the task has ended when it comes back.</summary>
    private RunReport? Work(TestMailbox mailbox)
    {
        world.Statistics.Runs++;
        world.NoteOutOfSight();
        LookAgain(mailbox);
        var had = world.Running.TryGetValue(mailbox, out var outer);
        var rules = world.Running[mailbox] = (mailbox.Policy, world.Organisation.Window, mailbox.Ledger.Window ?? world.Organisation.Window);
        CountOthers(mailbox);
        _inProgress.Add(mailbox);
        try
        {
            var report = Run();
            return report is { ErrorNumber: NotProved } && Prove(mailbox) ? Run() : report;

            RunReport? Run() => world.Organisation.SyncOf(mailbox).RunAsync(rules.Policy, rules.Window, CancellationToken.None).GetAwaiter().GetResult();
        }
        finally
        {
            _inProgress.RemoveAt(_inProgress.Count - 1);
            if (had)
            {
                world.Running[mailbox] = outer;
            }
        }
    }

    /// <summary>Nothing runs before the owner of a plan that moved has seen what it is now.</summary>
    private static void LookAgain(TestMailbox mailbox)
    {
        if (mailbox.Ledger.HasPlanMoved)
        {
            mailbox.Ledger.Agree(null);
        }
    }

    /// <summary>A calendar that moved and does not show what is linked: its owner proves that it is his.</summary>
    private static bool Prove(TestMailbox mailbox)
    {
        mailbox.Ledger.Epoch = mailbox.Outlook.Epoch;
        return true;
    }

    private SyncPlan PlanOf(TestMailbox mailbox) =>
        world.Organisation.SyncOf(mailbox).PreviewAsync(mailbox.Policy, world.Organisation.Window, CancellationToken.None).GetAwaiter().GetResult()!;

    /// <summary>When nothing happens in between, the run carries out exactly the plan of the preview; once begun, the next run may finish it.</summary>
    private void Agreed(TestMailbox mailbox, Step.Run run)
    {
        Preview(mailbox);
        var writes = mailbox.Writes;
        WithTrouble(mailbox, run);
        if (run.Trouble is null && mailbox.Ledger.HasPlanMoved)
        {
            world.Violations.Add("the run did something else than the preview had shown");
        }

        if (mailbox.Writes > writes && mailbox.Ledger.ExpectedPlan is not null)
        {
            world.Violations.Add("what is left of an agreed plan would be refused");
        }
    }

    /// <summary>A preview changes nothing. Its owner agrees to it.</summary>
    private void Preview(TestMailbox mailbox)
    {
        var (writes, history, links) = (mailbox.Writes, mailbox.Ledger.History.Count, mailbox.Ledger.Links.ToDictionary());
        CountOthers(mailbox);
        SyncPlan plan;
        try
        {
            plan = PlanOf(mailbox);
        }
        catch (SideException e) when (e.Number == NotProved)
        {
            Prove(mailbox);
            plan = PlanOf(mailbox);
        }

        if (writes != mailbox.Writes || history != mailbox.Ledger.History.Count || !links.All(l => mailbox.Ledger.Links.TryGetValue(l.Key, out var now) && ReferenceEquals(now, l.Value)))
        {
            world.Violations.Add("a preview changed something");
        }

        mailbox.Ledger.Agree(plan.Fingerprint);
        world.Statistics.Previews++;
    }

    private void CountOthers(TestMailbox mailbox)
    {
        var (others, hourAgo) = (world.Organisation.Mailboxes.Where(m => m != mailbox).ToList(), world.Time.GetUtcNow().AddHours(-1));
        mailbox.Ledger.OtherDeletions = others.Sum(m => m.Ledger.History.Count(h => h.Kind == SyncActionKind.Delete && h.At > hourAgo));
        mailbox.Ledger.OtherLinks = others.Sum(m => m.Ledger.Links.Count);
        mailbox.Ledger.AreDeletionsStopped |= others.Exists(m => m.Ledger.AreDeletionsStopped);
    }

    /// <summary>What a listing leaves out while its link is lost cannot be told from what is gone.</summary>
    private Fault Told(TestMailbox mailbox, Fault told)
    {
        var fault = told == Fault.ListingLags && world.Forgetful.Contains(mailbox) ? Fault.None : told;
        world.Statistics.Count(fault);
        return fault;
    }
}
