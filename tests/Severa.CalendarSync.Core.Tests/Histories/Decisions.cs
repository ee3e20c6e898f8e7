using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>What persons decide: undo a write, release or discard what is held.</summary>
internal sealed class Decisions(World world)
{
    private static readonly Reason[] Final =
        [Reason.UndoneByPerson, Reason.RestoredByPerson, Reason.SecondCopyOfOneCreate, Reason.MeetingIsReadOnly, Reason.WithheldText, Reason.OwnersMeeting];

    public void Play(Step step)
    {
        switch (step)
        {
            case Step.Undo undo:
                Undo(world.Mailbox(undo.Who), undo.Pick);
                break;
            case Step.Decide decide:
                var mailbox = world.Mailbox(decide.Who);
                var held = mailbox.Ledger.Links.Values.Where(l => l.State == LinkState.Held).OrderBy(l => l.Id).ToList();
                if (held.Count > 0)
                {
                    Decide(mailbox, held[decide.Pick % held.Count].Id, decide.IsRelease);
                }

                break;
        }
    }

    /// <param name="mailbox">Whose.</param>
    /// <param name="agrees">Everything is released.</param>
    /// <summary>Everything that is held is decided, and the administrator lets deletions go on.</summary>
    public void DecideAll(TestMailbox mailbox, bool agrees)
    {
        mailbox.Ledger.AreDeletionsStopped = false;
        var held = mailbox.Ledger.Links.Values.Where(l => l is { State: LinkState.Held, Decision: LinkDecision.None }).OrderBy(l => l.Id).ToList();
        for (var i = 0; i < held.Count; i++)
        {
            Decide(mailbox, held[i].Id, agrees || (world.Settings.Decisions >> (i % 31)) % 2 == 0);
        }
    }

    private static void Decide(TestMailbox mailbox, Guid id, bool isRelease) =>
        mailbox.SetStates(l => l.Id == id, l => l with { Decision = isRelease ? LinkDecision.Release : LinkDecision.Discard });

    private void Undo(TestMailbox mailbox, int pick)
    {
        var told = mailbox.Ledger.History
            .Where(h => h is { Key: not null, Values: not null } && !Final.Contains(h.Reason) && !world.Requested.Contains(h) && world.TagOf(mailbox, h.Target, h.Key) is not null)
            .Reverse().ToList();
        if (told.Count == 0)
        {
            return;
        }

        var line = told[pick % told.Count];
        world.Requested.Add(line);
        var tags = mailbox.Ledger.Links.Values.Where(l => l.Id == line.LinkId).SelectMany(l => world.TagsOf(mailbox, l)).Append(world.TagOf(mailbox, line.Target, line.Key)!).ToList();
        world.Unwanted.UnionWith(tags);
        world.Undone.UnionWith(tags);
        mailbox.Ledger.Undos.Insert(0, new UndoRequest(world.Organisation.NextId(), line.LinkId, line.Kind, line.Target, line.Fields, line.Key!, line.Values!));
    }
}
