using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Core.Tests.Plans;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Runs;

/// <summary>What each outcome makes of the links, and what the ledger, the history and the next run learn of it.</summary>
public sealed class LinkBookTests
{
    private static readonly DateTimeOffset Now = PlanKit.Now;
    private static readonly ItemKey Written = ItemKey.Of("written");

    private readonly PlanKit _kit = new();
    private readonly RunKit _run = new();
    private readonly RunTally _tally = new();
    private readonly BatchRecord _record = new(Now);

    [Fact]
    public void A_pair_that_is_forgotten_is_forgotten_by_run_and_ledger()
    {
        var book = Book(_kit.InSync());

        book.Settle(Action(SyncActionKind.Forget, Side.Severa), _record);

        Assert.Null(book.Find(PlanKit.PairId));
        Assert.Equal([PlanKit.PairId], Batch().ForgottenLinks);
    }

    [Theory]
    [InlineData(Reason.MatchedInNewFolder, false, true)]
    [InlineData(Reason.NotInNewFolder, false, true)]
    [InlineData(Reason.OutOfWindow, true, true)]
    [InlineData(Reason.OutOfWindow, false, false)]
    public void What_was_matched_anew_or_asked_for_is_compared_by_another_run_at_once(Reason reason, bool isUndo, bool again)
    {
        Book(_kit.InSync()).Settle(Action(SyncActionKind.Sleep, Side.Severa) with { Reason = reason, UndoId = isUndo ? Guid.NewGuid() : null }, _record);

        Assert.Equal(again, _tally.RunAgainNow);
    }

    [Theory]
    [InlineData(Side.Outlook, Reason.RefusedByOutlook)]
    [InlineData(Side.Severa, Reason.RefusedBySevera)]
    public void A_request_that_a_side_refuses_is_settled_with_its_no(Side target, Reason reason)
    {
        var link = _kit.InSync();
        var book = Book(link);

        book.Learn(Action(SyncActionKind.Update, target) with { UndoId = Guid.Empty }, WriteOutcome.Refused("ErrorNo"), _record);

        Assert.Equal([new SettledUndo(Guid.Empty, reason)], Batch().SettledUndos);
        Assert.Empty(book.SetBacks);
        Assert.Equal(link, book.Find(link.Id));
    }

    [Theory]
    [InlineData("ErrorStaleObject", "ErrorStaleObject")]
    [InlineData(null, "Stale")]
    public void A_stale_version_is_looked_at_again_at_once_and_is_no_failure(string? code, string kept)
    {
        var link = _kit.InSync() with { SetAside = new SetAside("Busy", 3, Now) };

        Book(link).Learn(Action(SyncActionKind.Update, Side.Severa), new WriteOutcome(WriteStatus.Stale, Code: code), _record);

        Assert.Equal(link with { SetAside = new SetAside(kept, 3, World.Time.GetUtcNow()) }, Assert.Single(Batch().Links));
        Assert.True(_tally.RunAgainNow);
    }

    [Theory]
    [InlineData("ErrorStaleObject", 0, 1, 1)]
    [InlineData("ErrorStaleObject", 2, 3, 16)]
    [InlineData(null, 0, 1, 1)]
    public void A_version_that_is_stale_again_is_set_aside_like_any_other_failure(string? code, int attempts, int counted, int minutes)
    {
        var link = _kit.InSync() with { SetAside = new SetAside(code ?? "Stale", attempts, Now) };

        Book(link).Learn(Action(SyncActionKind.Update, Side.Severa), new WriteOutcome(WriteStatus.Stale, Code: code), _record);

        var due = World.Time.GetUtcNow().AddMinutes(minutes);
        Assert.Equal(link with { SetAside = new SetAside(code ?? "Stale", counted, due) }, Assert.Single(Batch().Links));
        Assert.Equal((false, 1, due), (_tally.RunAgainNow, _tally.Counts.SetAside, _tally.AgainAt));
        Assert.Equal(Reason.SetAsideAfterError, Assert.Single(Batch().History).Reason);
    }

    [Theory]
    [InlineData(WriteStatus.Failed, "ErrorServerBusy", "ErrorServerBusy")]
    [InlineData(WriteStatus.Failed, null, "Failed")]
    [InlineData(WriteStatus.Refused, null, "Refused")]
    public void What_failed_is_set_aside_told_and_due_after_a_pause(WriteStatus status, string? code, string kept)
    {
        Book(_kit.InSync()).Learn(Action(SyncActionKind.Delete, Side.Severa), new WriteOutcome(status, Code: code), _record);

        var link = Assert.Single(Batch().Links);
        Assert.Equal((kept, 1), (link.SetAside!.Code, link.SetAside.Attempts));
        Assert.Equal((1, link.SetAside.RetryAt), (_tally.Counts.SetAside, _tally.AgainAt));
        Assert.Equal((SyncActionKind.Skip, Reason.SetAsideAfterError, code), Batch().History.Select(h => (h.Kind, h.Reason, h.Code)).Single());
    }

    [Theory]
    [InlineData(Side.Outlook, true)]
    [InlineData(Side.Severa, false)]
    public void What_we_wrote_in_Outlook_is_recognised_by_its_version(Side target, bool isRecognised)
    {
        Book(_kit.InSync()).Learn(Action(SyncActionKind.Update, target), WriteOutcome.Done(Written, "9", new ItemVersion("master", "3")), _record);

        Assert.Equal(isRecognised ? [new ItemVersion("master", "3"), new ItemVersion("written", "9")] : [], Batch().OwnWrites);
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(false, false, false)]
    [InlineData(false, true, true)]
    public void After_an_undo_another_run_compares_the_pair(bool isUndo, bool wasDue, bool again)
    {
        _tally.RunAgainNow = wasDue;

        Book(_kit.InSync()).Learn(Action(SyncActionKind.Update, Side.Severa) with { UndoId = isUndo ? Guid.NewGuid() : null }, WriteOutcome.Done(Written, "9"), _record);

        Assert.Equal(again, _tally.RunAgainNow);
    }

    [Theory]
    [InlineData(SyncActionKind.Update, "written")]
    [InlineData(SyncActionKind.Delete, "activity")]
    public void The_history_knows_which_item_it_was(SyncActionKind kind, string key)
    {
        Book(_kit.InSync()).Learn(Action(kind, Side.Severa), WriteOutcome.Done(Written, "9"), _record);

        Assert.Equal(ItemKey.Of(key), Assert.Single(Batch().History).Key);
    }

    [Theory]
    [InlineData(LinkState.Active, true)]
    [InlineData(LinkState.Held, true)]
    [InlineData(LinkState.Dormant, false)]
    [InlineData(LinkState.Dismissed, false)]
    public void A_deletion_ends_the_pair_unless_its_other_half_is_to_be_remembered(LinkState state, bool isForgotten)
    {
        var link = _kit.InSync() with { State = state, StateReason = Reason.UndoneByPerson };
        var book = Book(link);

        book.Learn(Action(SyncActionKind.Delete, Side.Severa) with { Link = link }, WriteOutcome.Done(Written, "9"), _record);

        Assert.Equal(isForgotten, book.Find(link.Id) is null);
        Assert.Equal(isForgotten ? null : link with { Activity = null }, Batch().Links.SingleOrDefault());
    }

    [Fact]
    public void What_was_made_before_and_is_anothers_half_by_now_is_made_under_another_id()
    {
        var other = _kit.InSync() with { Id = Guid.Empty, Activity = new LinkHalf(Written, "1"), Entry = null };
        var book = Book(other);

        book.Learn(Action(SyncActionKind.Create, Side.Severa), WriteOutcome.Done(Written, "9"), _record);

        var again = Assert.Single(Batch().Links);
        Assert.Equal((LinkIds.InPlaceOf(PlanKit.PairId), null), (again.Id, again.Activity));
        Assert.Equal(new SetAside("AlreadyLinked", 0, World.Time.GetUtcNow()), again.SetAside);
        Assert.Equal([PlanKit.PairId], Batch().ForgottenLinks);
        Assert.True(_tally.RunAgainNow);
        Assert.Empty(Batch().History);
    }

    [Fact]
    public void An_undo_whose_item_is_anothers_half_by_now_has_happened()
    {
        var other = _kit.InSync() with { Id = Guid.Empty, Activity = new LinkHalf(Written, "1") };

        Book(other).Learn(Action(SyncActionKind.Create, Side.Severa) with { UndoId = Guid.Empty, Reason = Reason.UndoneByPerson }, WriteOutcome.Done(Written, "9"), _record);

        Assert.Equal([new SettledUndo(Guid.Empty, Reason.UndoneByPerson)], Batch().SettledUndos);
        Assert.True(Batch() is { Links.Count: 0, ForgottenLinks.Count: 0 });
    }

    [Theory]
    [InlineData(ItemFields.Title, "ErrorNo", null)]
    [InlineData(ItemFields.Title | ItemFields.Privacy, "ErrorNo", "ErrorNo")]
    [InlineData(ItemFields.Title | ItemFields.Privacy, null, "Refused")]
    public void Privacy_that_was_refused_is_tried_again_while_the_rest_is_set_back(ItemFields fields, string? code, string? retried)
    {
        var link = _kit.InSync();
        _kit.UserEditsEntry(c => c with { Title = "Walk", Privacy = Privacy.Private });
        var refused = Assert.Single(_kit.Plan(link)) with { Fields = fields };
        var book = Book(link);

        book.Learn(refused, new WriteOutcome(WriteStatus.Refused, Code: code), _record);

        var setBack = Assert.Single(book.SetBacks);
        Assert.Equal((SyncActionKind.SetBack, Side.Outlook, code), (setBack.Kind, setBack.Target, setBack.Code));
        Assert.Equal(retried, setBack.Link.SetAside?.Code);
    }

    private TestWorld World => _run.World;

    private LedgerBatch Batch() => _record.ToBatch([], null);

    private LinkBook Book(params IEnumerable<Link> links) =>
        new(new RunContext(_run, World.Outlook, World.Severa, _kit.Policy, World.Time, Guid.NewGuid) { Links = [.. links] }, _tally);

    private SyncAction Action(SyncActionKind kind, Side target) => new()
    {
        Kind = kind, Target = target, Reason = Reason.ChangedInOutlook, Link = _kit.InSync(), Fields = ItemFields.Title, Content = PlanKit.Talk,
    };
}
