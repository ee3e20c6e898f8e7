using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>
/// No faults, everybody is on, time passes, every held thing is decided: until nothing is left to do. First as on any day, then with the
/// full comparison of the night, which alone moves the window.
/// </summary>
internal sealed class Calm(World world, Runs runs)
{
    private const int MostRounds = 40;

    /// <summary>What fell asleep in the first may get its new key in the second.</summary>
    private const int QuietRounds = 2;

    /// <summary>Two persons who discard each other's new times could go on for ever.</summary>
    private const int RoundsOfQuarrel = 10;

    public void Return()
    {
        foreach (var mailbox in world.Organisation.Mailboxes)
        {
            mailbox.Outlook.Items.ForEach(i => i.IsDamaged = false);
            mailbox.Ledger.OnlyDecisions = false;
            if (!mailbox.IsOn)
            {
                mailbox.SwitchOn();
            }
        }

        if (world.Unusual.Count == 0 && !world.WasDamaged)
        {
            // What was lost, undone or could not be read may be known again by a full comparison only.
            ComeToRest(isNight: false);
            WhatWasDeletedStaysDeleted.Check(world);
        }

        ComeToRest(isNight: true);
        WhatWasDeletedStaysDeleted.Check(world);
    }

    private void ComeToRest(bool isNight)
    {
        for (var (round, quiet) = (0, 0); round < MostRounds; round++)
        {
            world.Time.Advance(TimeSpan.FromHours(5));
            quiet = world.Organisation.Mailboxes.Count(m => IsQuiet(m, isNight, round)) == world.Organisation.Mailboxes.Count ? quiet + 1 : 0;
            if (quiet == QuietRounds)
            {
                return;
            }
        }

        throw new BrokenInvariantException("The calendars do not come to rest: "
            + string.Join("; ", world.Organisation.Mailboxes.Select(m => $"{m.Name} {m.Ledger.Reports[^1]} {string.Join(", ", m.Ledger.History.TakeLast(4).Select(h => $"{h.Kind} {h.Target} {h.Reason}"))}")));
    }

    /// <summary>Had nothing to do, and waits for nothing.</summary>
    private bool IsQuiet(TestMailbox mailbox, bool isNight, int round)
    {
        mailbox.Ledger.IsFullDue |= isNight;
        var told = mailbox.Ledger.History.Count;
        var report = runs.Calmly(mailbox);
        var isHeld = mailbox.Ledger.AreDeletionsStopped || mailbox.Ledger.Links.Values.Any(l => l.State == LinkState.Held);
        new Decisions(world).DecideAll(mailbox, agrees: round >= RoundsOfQuarrel);
        return !isHeld && report is { Outcome: RunOutcome.Unchanged or RunOutcome.Succeeded, RunAgainNow: false, RunAgainAt: null }
            && mailbox.Ledger.History.Count == told && report.Counts.Writes == 0 && mailbox.Ledger.OpenIntents.Count == 0 && mailbox.Ledger.Undos.Count == 0;
    }
}
