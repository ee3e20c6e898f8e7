using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>The links as this run has left them so far, and what each outcome makes of them.</summary>
internal sealed class LinkBook(RunContext run, RunTally tally)
{
    private readonly Dictionary<Guid, Link> _links = run.Links.ToDictionary(l => l.Id);

    /// <summary>Refused for good: what is written back to the side that asked (R17).</summary>
    public List<SyncAction> SetBacks { get; } = [];

    public Link? Find(Guid id) => _links.GetValueOrDefault(id);

    /// <summary>An action that writes to no side.</summary>
    public void Settle(SyncAction action, BatchRecord record)
    {
        switch (action.Kind)
        {
            case SyncActionKind.Forget:
                Forget(action.Link.Id, record);
                break;
            case SyncActionKind.Skip when Find(action.Link.Id) is not { } known || known == action.Link:
                break;
            default:
                Keep(LinkUpdates.Done(Find(action.Link.Id), action, null), record);
                break;
        }

        tally.HasMatchedAnew |= action.Reason is Reason.MatchedInNewFolder or Reason.NotInNewFolder;
        tally.RunAgainNow |= tally.HasMatchedAnew || action.UndoId is not null
            || action is { Kind: SyncActionKind.Sleep or SyncActionKind.Rekey, Link.SetAside: { IsBetweenWrites: true } };
        record.Settle(action);
        Tell(action, record);
    }

    /// <summary>A write was answered.</summary>
    public void Learn(SyncAction action, WriteOutcome outcome, BatchRecord record)
    {
        if (action.Target == Side.Outlook)
        {
            record.OwnWrites.AddRange(outcome.AlsoTouched ?? []);
        }

        switch (outcome.Status)
        {
            case WriteStatus.Done when action.Kind == SyncActionKind.Create && IsAnothers(action, outcome.Key!):
                AlreadyLinked(action, record);
                break;
            case WriteStatus.Done:
                Done(action, outcome, record);
                break;
            case WriteStatus.Refused when action.UndoId is not null:
                record.Settle(action, action.Target == Side.Outlook ? Reason.RefusedByOutlook : Reason.RefusedBySevera);
                break;
            case WriteStatus.Refused when action.Kind == SyncActionKind.Update && RefusedWrite.SetBack(run.Policy, action) is { } setBack:
                SetBacks.Add(setBack with { Code = outcome.Code, Link = WithPrivacyTriedAgain(action, setBack.Link, outcome.Code) });
                break;
            case WriteStatus.Stale when !WasSetAside(action, outcome):
                tally.RunAgainNow = true;
                Keep(LinkUpdates.NotDone(Find(action.Link.Id), action, CodeOf(outcome), run.Now(), isStale: true), record);
                break;
            default:
                SetAside(action, outcome, record);
                break;
        }
    }

    private void Done(SyncAction action, WriteOutcome outcome, BatchRecord record)
    {
        var current = Find(action.Link.Id);
        if (action.Kind == SyncActionKind.Delete)
        {
            // Undone, or a copy a person had removed: the pair is remembered with the half that stays.
            if (action.Link.State is LinkState.Active or LinkState.Held)
            {
                Forget(action.Link.Id, record);
            }
            else
            {
                Keep(LinkUpdates.Done(current, action, null).WithHalf(action.Target, null), record);
            }
        }
        else
        {
            if (action.Target == Side.Outlook)
            {
                record.OwnWrites.Add(new ItemVersion(outcome.Key!.Id, outcome.Version!));
            }

            var written = LinkUpdates.Done(current, action, new LinkHalf(outcome.Key!, outcome.Version!));
            if (outcome.WasThere && action.UndoId is null)
            {
                // As after any loss of the ledger (R16): where the two differ, the winner of the settings applies and the loser is logged.
                tally.RunAgainNow = true;
                written = written.WithHalf(action.Target, new LinkHalf(outcome.Key!, "")) with { Base = LinkBases.Empty, SetAside = Reconciliation.SetAside.UntilSecondWrite(run.Now()) };
            }

            Keep(written with { Trail = Oscillation.Extended(current?.Trail, action, run.Policy.Fingerprint, run.Now()) }, record);
        }

        tally.RunAgainNow |= action.UndoId is not null;
        record.Settle(action);
        Tell(action, record, action.Kind == SyncActionKind.Delete ? SideCalls.KeyOf(action) : outcome.Key);
    }

    /// <summary>
    /// The side had made the item for this link before the ledger was lost, and by now it is the half of another pair.
    /// An undo has happened then; anything else is made under another id.
    /// </summary>
    private void AlreadyLinked(SyncAction action, BatchRecord record)
    {
        tally.RunAgainNow = true;
        if (action.UndoId is not null)
        {
            record.Settle(action);
            return;
        }

        Forget(action.Link.Id, record);
        var again = action.Link.WithHalf(action.Target, null) with { Id = LinkIds.InPlaceOf(action.Link.Id) };
        Keep(again with { SetAside = new SetAside("AlreadyLinked", 0, run.Now()) }, record);
    }

    /// <summary>Nobody's privacy is ever set back: what is private now is tried again until colleagues cannot read it any more.</summary>
    private Link WithPrivacyTriedAgain(SyncAction action, Link link, string? code)
    {
        var known = Find(action.Link.Id);
        var asShown = link with { IsWithheld = known?.IsWithheld ?? link.IsWithheld };
        var hides = action.Fields.Has(ItemFields.Privacy) || asShown.IsWithheld != link.IsWithheld;
        return hides ? asShown with { SetAside = LinkUpdates.NextTry(known?.SetAside, code ?? nameof(WriteStatus.Refused), run.Now()) } : asShown;
    }

    private bool IsAnothers(SyncAction action, ItemKey made) =>
        _links.Values.Any(l => l.Id != action.Link.Id && made.Equals(l.Half(action.Target)?.Key));

    /// <summary>For the same reason, and nothing came of looking again at once.</summary>
    private bool WasSetAside(SyncAction action, WriteOutcome outcome) =>
        string.Equals(Find(action.Link.Id)?.SetAside?.Code, CodeOf(outcome), StringComparison.Ordinal);

    private static string CodeOf(WriteOutcome outcome) => outcome.Code ?? outcome.Status.ToString();

    private void SetAside(SyncAction action, WriteOutcome outcome, BatchRecord record)
    {
        var aside = LinkUpdates.NotDone(Find(action.Link.Id), action, CodeOf(outcome), run.Now(), isStale: false);
        tally.SetAside++;
        tally.RunAgainAt(aside.SetAside!.RetryAt);
        Keep(aside, record);
        record.Tell(action with { Kind = SyncActionKind.Skip, Reason = Reason.SetAsideAfterError, Code = outcome.Code });
    }

    private void Tell(SyncAction action, BatchRecord record, ItemKey? written = null)
    {
        tally.Count(action);
        record.Tell(action, written);
    }

    private void Forget(Guid id, BatchRecord record)
    {
        _links.Remove(id);
        record.Forgotten.Add(id);
    }

    private void Keep(Link link, BatchRecord record)
    {
        _links[link.Id] = link;
        record.Keep(link);
    }
}
