using System.Collections.Frozen;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Core.Tests.Plans;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Runs;

/// <summary>What a run counts, tells and remembers.</summary>
public sealed class RunBookTests
{
    private static readonly DateTimeOffset Now = PlanKit.Now;

    public static TheoryData<SyncActionKind, Side, int> Counted => new()
    {
        { SyncActionKind.Create, Side.Outlook, 1 }, { SyncActionKind.Create, Side.Severa, 1 }, { SyncActionKind.Update, Side.Outlook, 1 },
        { SyncActionKind.Update, Side.Severa, 1 }, { SyncActionKind.SetBack, Side.Outlook, 1 }, { SyncActionKind.Delete, Side.Outlook, 1 },
        { SyncActionKind.Delete, Side.Severa, 1 }, { SyncActionKind.Adopt, Side.Severa, 0 }, { SyncActionKind.Hold, Side.Severa, 0 },
        { SyncActionKind.Refresh, Side.Severa, 0 },
    };

    [Theory]
    [MemberData(nameof(Counted))]
    public void Every_kind_is_counted_on_its_side(SyncActionKind kind, Side target, int writes)
    {
        var tally = new RunTally { SetAside = 4 };
        tally.Count(Action(kind, target));
        tally.Count(Action(kind, target) with { Conflicts = [new Conflict(Now, Guid.Empty, ItemFields.Title, target, "", "", "")] });

        var conflicts = kind == SyncActionKind.Update ? 1 : 0;
        var counts = tally.Counts;
        Assert.Equal((2 * writes, conflicts, 4), (counts.Writes, counts.Conflicts, counts.SetAside));
        var counted = (kind, target) switch
        {
            (SyncActionKind.Create, Side.Outlook) => counts.CreatedInOutlook,
            (SyncActionKind.Create, _) => counts.CreatedInSevera,
            (SyncActionKind.Update, Side.Outlook) => counts.UpdatedInOutlook,
            (SyncActionKind.Update, _) => counts.UpdatedInSevera,
            (SyncActionKind.Delete, Side.Outlook) => counts.DeletedInOutlook,
            (SyncActionKind.Delete, _) => counts.DeletedInSevera,
            (SyncActionKind.SetBack, _) => counts.SetBack,
            (SyncActionKind.Adopt, _) => counts.Adopted,
            (SyncActionKind.Hold, _) => counts.Held,
            _ => 2,
        };
        Assert.Equal(2, counted);
    }

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(1, false, true)]
    [InlineData(0, true, true)]
    public void A_run_with_a_rest_says_so(int setAside, bool again, bool hasRest) =>
        Assert.Equal(hasRest, new RunTally { SetAside = setAside, RunAgainNow = again }.HasRest);

    [Fact]
    public void The_next_run_comes_at_the_earliest_time_anything_asks_for()
    {
        var tally = new RunTally();
        tally.RunAgainAt(Now.AddMinutes(2));
        tally.RunAgainAt(Now.AddMinutes(1));
        tally.RunAgainAt(Now.AddMinutes(3));

        Assert.Equal(Now.AddMinutes(1), tally.AgainAt);
        Assert.Equal(Now, Times.Earliest(Now, Now.AddMinutes(1)));
        Assert.Equal(Now, Times.Earliest(Now.AddMinutes(1), Now));
        Assert.Equal(Now, Times.Earliest(null, Now));
        Assert.Equal(Now, Times.Earliest(Now, null));
        Assert.Null(Times.Earliest(null, null));
    }

    [Theory]
    [InlineData(SyncActionKind.Refresh, false, true, 0)]
    [InlineData(SyncActionKind.Refresh, true, true, 1)]
    [InlineData(SyncActionKind.Sleep, false, true, 1)]
    [InlineData(SyncActionKind.Sleep, false, false, 0)]
    public void The_history_tells_what_is_news_to_a_person(SyncActionKind kind, bool isUndo, bool isTold, int told)
    {
        var record = new BatchRecord(Now);
        record.Tell(Action(kind, Side.Severa) with { UndoId = isUndo ? Guid.NewGuid() : null, IsTold = isTold });

        Assert.Equal(told, record.ToBatch([], null).History.Count);
    }

    [Fact]
    public void The_history_keeps_what_undo_needs()
    {
        var kit = new PlanKit();
        var write = Action(SyncActionKind.Update, Side.Severa) with { Current = kit.Activity, Fields = ItemFields.Title, Content = PlanKit.Talk with { Title = "Walk", Place = "Oulu" } };

        Assert.Equal(new ChangedValues(PlanKit.Talk, PlanKit.Talk with { Title = "Walk" }, TestWorld.Meeting), Told(write));
        Assert.Equal(Told(write), Told(write with { Kind = SyncActionKind.SetBack }));
        Assert.Null(Told(write with { Current = null }));
        Assert.Equal(new ChangedValues(PlanKit.Talk, null, TestWorld.Meeting), Told(write with { Kind = SyncActionKind.Delete }));
        Assert.Equal(new ChangedValues(null, write.Content), Told(write with { Kind = SyncActionKind.Create, Current = null }));
        Assert.Null(Told(write with { Kind = SyncActionKind.Sleep }));
        Assert.Null(Told(write with { Kind = SyncActionKind.Update, Current = kit.Entry })!.TypeBefore);
    }

    [Fact]
    public void A_link_that_is_forgotten_is_not_kept_by_the_same_transaction()
    {
        var record = new BatchRecord(Now);
        var link = new PlanKit().InSync();
        record.Keep(link);
        record.Keep(link with { Uid = "later" });
        record.Keep(link with { Id = Guid.Empty });
        record.Forgotten.Add(Guid.Empty);

        Assert.Equal("later", Assert.Single(record.ToBatch([], null).Links).Uid);
    }

    [Fact]
    public void A_request_is_settled_with_the_reason_the_owner_reads()
    {
        var record = new BatchRecord(Now);
        var undo = Action(SyncActionKind.Update, Side.Severa) with { UndoId = Guid.Empty, Reason = Reason.UndoneByPerson };
        record.Settle(undo with { UndoId = null });
        record.Settle(undo);
        record.Settle(undo, Reason.RefusedByOutlook);

        Assert.Equal([Reason.UndoneByPerson, Reason.RefusedByOutlook], record.ToBatch([], null).SettledUndos.Select(s => s.Result));
    }

    [Fact]
    public void Own_writes_are_known_by_id_and_version()
    {
        var link = new PlanKit().InSync();
        var known = new KnownVersions([link, link with { Entry = null }], Side.Outlook, new HashSet<ItemVersion> { new("master", "3") }, FrozenSet<string>.Empty);

        Assert.Equal(link.Entry!.Key, known.KeyOf("entry", "1"));
        Assert.Null(known.KeyOf("entry", "2"));
        Assert.True(known.IsOwnWrite("entry", "1"));
        Assert.True(known.IsOwnWrite("master", "3"));
        Assert.False(known.IsOwnWrite("master", "4"));
        Assert.False(KnownVersions.None.IsOwnWrite("entry", "1"));
    }

    [Theory]
    [InlineData(Origin.Outlook, true)]
    [InlineData(Origin.Severa, false)]
    public void Only_the_making_of_what_was_made_there_is_old_news(Origin origin, bool isOld)
    {
        var link = new PlanKit().InSync() with { Origin = origin };
        var known = new KnownVersions([link], Side.Outlook, new HashSet<ItemVersion>(), FrozenSet<string>.Empty);

        Assert.Equal(isOld, known.IsOldNews("entry", "1"));
        Assert.False(known.IsOldNews("entry", "2"));
    }

    [Theory]
    [InlineData(Side.Outlook, "entry")]
    [InlineData(Side.Severa, "activity")]
    public void Only_what_is_the_half_of_a_pair_is_awaited(Side side, string id)
    {
        var awaited = new HashSet<string>(StringComparer.Ordinal) { id, id.ToUpperInvariant(), "master" };

        Assert.Equal([id], new KnownVersions([new PlanKit().InSync()], side, FrozenSet<ItemVersion>.Empty, awaited).Awaited);
        Assert.Empty(new KnownVersions([], side, FrozenSet<ItemVersion>.Empty, awaited).Awaited);
    }

    [Fact]
    public void Switching_on_again_is_previewed_with_every_deletion_held()
    {
        var off = new PlanKit().InSync() with { State = LinkState.Dormant, StateReason = Reason.SwitchedOff, Decision = LinkDecision.RemoveCopy };
        var unticked = off with { Id = Guid.Empty, StateReason = Reason.TypeNotTicked };
        var aside = new SetAside("ErrorItemCorrupt", 3, PlanKit.Now.AddHours(4));
        off = off with { SetAside = aside };
        var snapshot = new LedgerSnapshot { Links = [off, unticked], OpenIntents = [], OwnWrites = new HashSet<ItemVersion>(), OnlyDecisions = true };

        var on = snapshot.AsIfOn();

        Assert.True(on is { OnlyDecisions: false, IsFullDue: true, HoldAllDeletions: true, Undos: [] });
        var judged = aside with { RetryAt = DateTimeOffset.MinValue };
        Assert.Equal([off with { State = LinkState.Active, StateReason = Reason.None, Decision = LinkDecision.None, SetAside = judged }, unticked], on.Links);
        Assert.False((snapshot with { Links = [unticked] }).AsIfOn().HoldAllDeletions);
        Assert.True((snapshot with { Links = [], HoldAllDeletions = true }).AsIfOn().HoldAllDeletions);
        var isOn = snapshot with { OnlyDecisions = false };
        Assert.Same(isOn, isOn.AsIfOn());
    }

    [Theory]
    [InlineData(5, 0, false)]
    [InlineData(3, 3, true)]
    [InlineData(6, 0, true)]
    [InlineData(0, 6, true)]
    public void So_many_unknown_pairs_are_no_accident(int stamped, int made, bool isLost)
    {
        var kit = new PlanKit();
        var link = kit.InSync();
        var entries = Enumerable.Range(0, stamped).Select(i => kit.Entry with { Key = ItemKey.Of($"e{i}"), Stamp = Creations.Stamped(kit.Policy, link with { Id = Id(i) }, null) });
        var foreign = kit.Entry with { Stamp = Creations.Stamped(kit.Policy with { Installation = "other" }, link with { Id = Id(90) }, null) };
        var known = kit.Entry with { Stamp = Creations.Stamped(kit.Policy, link, null) };
        var activities = Enumerable.Range(100, made).Select(i => kit.Activity with { Key = ItemKey.Of($"a{i}"), MadeForLink = Id(i) });
        var dismissed = kit.Activity with { MadeForLink = Id(91) };
        var shared = kit.Activity with { MadeForLink = Id(92), Activity = new ActivityFacts(TestWorld.Meeting, IsOwner: false) };
        var snapshot = new LedgerSnapshot
        {
            Links = [], OpenIntents = [], OwnWrites = new HashSet<ItemVersion>(),
            Dismissals = [new Dismissal(Id(91), null, null, null, Origin.Outlook, Reason.MeetingDismissed, Now)],
        };

        Assert.Equal(isLost, LostState.IsLost(kit.Policy, [link], snapshot, Read([.. entries, foreign, known]), Read([.. activities, dismissed, shared])));
    }

    [Theory]
    [InlineData("folder-1", "folder-2", true, "CalendarFolderChanged", 17)]
    [InlineData("folder-1", "", true, null, 0)]
    [InlineData("", "folder-2", true, null, 0)]
    [InlineData("folder-1", "folder-1", false, "OtherInstallation", 29)]
    public void What_stops_a_mailbox_is_permanent_and_has_a_name(string known, string read, bool isOurs, string? code, int number)
    {
        var kit = new PlanKit();
        var stamp = Creations.Stamped(isOurs ? kit.Policy : kit.Policy with { Installation = "other" }, kit.InSync(), kit.Activity);
        var snapshot = new LedgerSnapshot { Links = [], OpenIntents = [], OwnWrites = new HashSet<ItemVersion>(), Epoch = known };

        var error = Record.Exception(() => ReadingGuards.Check(kit.Policy, snapshot, Read([kit.Entry with { Stamp = stamp }]) with { Epoch = read })) as SideException;

        Assert.Equal((code, number), (error?.Code, error?.Number ?? 0));
        Assert.True(error is null or { IsPermanent: true, Scope: ErrorScope.Mailbox });
        Assert.Equal(error is null ? null : $"E{number} {code}", error?.Message);
    }

    private static ChangedValues? Told(SyncAction action) => BatchRecord.EventOf(action, Now, null).Values;

    private static Guid Id(int i) => new(i + 1, 2, 0, new byte[8]);

    private static SideReading.Full Read(IEnumerable<CalendarItem> items) => new(new PlanKit().Window, [.. items.Select(i => new Seen.Fresh(i))]) { Cursor = "" };

    private static SyncAction Action(SyncActionKind kind, Side target) => new() { Kind = kind, Target = target, Reason = Reason.None, Link = new PlanKit().InSync() };
}
