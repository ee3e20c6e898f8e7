using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>Ledgers are lost, and put back from yesterday.</summary>
internal sealed class LedgerTrouble(World world)
{
    public void Play(Step step)
    {
        switch (step)
        {
            case Step.Backup backup:
                world.Backups[world.Mailbox(backup.Who)] = world.Mailbox(backup.Who).Ledger.Backup();
                break;
            case Step.LoseLedger lose:
                Forget(world.Mailbox(lose.Who), l => l.Lose());
                break;
            case Step.Restore restore when world.Backups.TryGetValue(world.Mailbox(restore.Who), out var backup):
                Forget(world.Mailbox(restore.Who), l => l.Restore(backup));
                // The full comparison it was waiting for is long due.
                world.Mailbox(restore.Who).Ledger.IsFullDue = true;
                break;
        }
    }

    /// <summary>Nobody reads there, so that what was made for it meets it only when the window has moved.</summary>
    private void ExpectTwinsBeyondTheWindow(TestMailbox mailbox)
    {
        foreach (var item in mailbox.Outlook.Visible.Concat(mailbox.Severa.Visible).Where(i => !EverythingInScopeHasItsPair.IsInWindow(world, i) && i.Tag.Length > 0))
        {
            world.Unwanted.Add(item.Tag);
            world.Counts[item.Tag]++;
        }
    }

    private void Forget(TestMailbox mailbox, Action<InMemoryLedger> how)
    {
        world.LostIntents.AddRange(mailbox.Ledger.OpenIntents);
        world.Forgetful.Add(mailbox);
        ExpectTwinsBeyondTheWindow(mailbox);
        mailbox.Ledger.PassLease();

        // Nobody could know an unreadable entry for one that the service made.
        mailbox.Outlook.Items.FindAll(i => i.Stamp is not null).ForEach(i => i.IsDamaged = false);
        how(mailbox.Ledger);
        if (mailbox.Ledger.Epoch.Length > 0)
        {
            // Its owner proved the folder of today.
            mailbox.Ledger.Epoch = mailbox.Outlook.Epoch;
        }

        // The switch is no part of a ledger.
        if (!mailbox.IsOn)
        {
            mailbox.SwitchOff();
        }
        else if (mailbox.Ledger.Links.Values.Any(l => l.StateReason == Reason.SwitchedOff))
        {
            mailbox.SwitchOn();
        }
    }
}
