using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>
/// Settles the writes of an earlier run that nobody knows the outcome of: search before trying again (R18).
/// </summary>
internal sealed class UnknownOutcomes(RunContext run)
{
    /// <returns>The links of writes that may still be under way, and when the earliest of them can be searched.</returns>
    public async Task<(IReadOnlyList<Link> Pending, DateTimeOffset? SearchAt)> SettleAsync(IReadOnlyList<Intent> intents, CancellationToken cancellationToken)
    {
        var pending = new List<Link>();
        DateTimeOffset? searchAt = null;
        var record = new BatchRecord(run.Now());
        var closed = new List<Guid>();
        foreach (var intent in intents.OrderBy(i => i.At))
        {
            var ready = intent.At + run.SideOf(intent.Target).Traits.LongestCall;
            if (ready > run.Now())
            {
                pending.Add(intent.Planned);
                searchAt = Times.Earliest(searchAt, ready);
                continue;
            }

            await SettleAsync(intent, record, cancellationToken);
            closed.Add(intent.OperationId);
        }

        if (closed.Count > 0)
        {
            await run.Ledger.RecordAsync(record.ToBatch(closed, null), cancellationToken);
        }

        return (pending, searchAt);
    }

    private Task SettleAsync(Intent intent, BatchRecord record, CancellationToken cancellationToken) => intent.Kind == SyncActionKind.Create
        ? SettleCreateAsync(intent, record, cancellationToken)
        : SettleChangeAsync(intent, record, cancellationToken);

    /// <summary>Whether it happened shows in the contents: both halves are looked at again, and the history tells what is seen.</summary>
    private async Task SettleChangeAsync(Intent intent, BatchRecord record, CancellationToken cancellationToken)
    {
        var seen = intent.Event is { Key: { } key, Values: not null }
            ? (await run.SideOf(intent.Target).LookUpAsync([key], cancellationToken))[0]
            : null;
        if (run.Links.Find(l => l.Id == intent.LinkId) is { } known)
        {
            var isRemoved = IsCopyGone(known, intent, seen) && await IsNowhereElseAsync(intent, cancellationToken);
            Keep(isRemoved ? WithoutCopy(known, intent.Target) : AsSeen(known, intent, seen) with { SetAside = Now() }, record);
        }

        if (seen is not null && MayHaveHappened(intent.Event!, seen))
        {
            record.Tell(intent.Event!);
        }
    }

    /// <summary>A person had this copy removed.</summary>
    private static bool IsCopyGone(Link known, Intent intent, Sighting? seen) =>
        intent is { Kind: SyncActionKind.Delete, Planned.State: LinkState.Dormant }
        && seen is Sighting.Gone or Sighting.OutOfCalendar && intent.Event!.Key!.Equals(known.Half(intent.Target)?.Key);

    /// <summary>In another calendar folder it would live on under another key.</summary>
    private async Task<bool> IsNowhereElseAsync(Intent intent, CancellationToken cancellationToken) =>
        (await run.SideOf(intent.Target).FindAsync(intent.LinkId, cancellationToken)).All(i => IsAnothers(i, intent));

    /// <summary>
    /// The pair goes on without the copy, as after an answer, whatever was decided since: nothing may take it for deleted, and its original
    /// with it (R12).
    /// </summary>
    private Link WithoutCopy(Link known, Side target)
    {
        var without = known.WithHalf(target, null);
        return known is { State: LinkState.Dormant, Decision: LinkDecision.None or LinkDecision.RemoveCopy }
            ? GoneRules.Sleep(without, known.StateReason, null).Link
            : without with { SetAside = Now() };
    }

    private static bool MayHaveHappened(HistoryEvent told, Sighting seen) => (seen, told.Values!.After) switch
    {
        (Sighting.Present present, { } after) => (present.Item.Content.DifferenceTo(after) & told.Fields) == ItemFields.None,
        (Sighting.Present or Sighting.Unknown, null) => false,

        // Nobody can see it any more: what was there before must not be lost with it.
        _ => true,
    };

    /// <summary>
    /// A field that shows what was to be written has been agreed on: an edit made since then in the other calendar is the newer
    /// one, and not in conflict with our own write. What one call wrote was written as a whole.
    /// </summary>
    private Link AsSeen(Link known, Intent intent, Sighting? seen)
    {
        if ((intent, seen) is not ({ Kind: SyncActionKind.Update, Event: { Values.After: { } after } told, Planned: var planned }, Sighting.Present present))
        {
            return known;
        }

        var written = told.Fields & ~present.Item.Content.DifferenceTo(after);
        var isTimeWritten = known is { State: LinkState.Held, StateReason: Reason.HeldNewTime } && written.Has(ItemFields.When);
        return (isTimeWritten ? AsleepIfOff(known with { State = planned.State, StateReason = planned.StateReason }) : known) with
        {
            Base = known.Base.With(written, planned.Base),
            IsWithheld = written == ItemFields.None ? known.IsWithheld : planned.IsWithheld,
        };
    }

    private async Task SettleCreateAsync(Intent intent, BatchRecord record, CancellationToken cancellationToken)
    {
        // A copy that the user made of an earlier one carries that one's mark, and has a pair of its own by now.
        var marked = await run.SideOf(intent.Target).FindAsync(intent.LinkId, cancellationToken);
        var found = marked.Where(i => IsOfTry(i, intent) && !IsAnothers(i, intent)).ToList();
        var known = run.Links.Find(l => l.Id == intent.LinkId);
        var source = intent.Target.Other();
        // What it was made from may have another key by now.
        var planned = (intent.Planned with { SetAside = Now() }).WithHalf(source, known?.Half(source) ?? intent.Planned.Half(source));
        var made = found.Count > 0 ? found[0].Key : await run.SideOf(intent.Target).FindRemovedAsync(intent.LinkId, intent.OperationId, cancellationToken);
        if (made is null)
        {
            // As it was: whatever led to this write leads to it again.
            var unmade = planned.WithHalf(intent.Target, null) with { StateReason = intent.Event?.Reason ?? Reason.None, Decision = LinkDecision.None };
            Keep((known ?? AsleepIfOff(unmade)) with { SetAside = Now() }, record);
            return;
        }

        // No version: what the user may have changed since must be read, not taken for ours. He may even have deleted it.
        Keep(AsleepIfOff(planned.WithHalf(intent.Target, new LinkHalf(made, ""))), record);
        record.Tell(intent.Event is { } told
            // A possible twin stays listed as one (R16).
            ? told with { Reason = told.Reason == Reason.PossibleTwin ? told.Reason : Reason.FoundAfterCrash, Key = made }
            : Told(intent, SyncActionKind.Adopt, Reason.FoundAfterCrash, made, found.FirstOrDefault()));
        await RemoveSecondCopiesAsync(intent, found, record, cancellationToken);
    }

    /// <summary>
    /// The user has switched off since it was intended: the pair rests like all others. Whether the copy goes was decided then, and stands
    /// in what was planned (R12).
    /// </summary>
    private Link AsleepIfOff(Link link) =>
        run.IsOff && link.State == LinkState.Active ? link with { State = LinkState.Dormant, StateReason = Reason.SwitchedOff } : link;

    /// <summary>Another pair has it.</summary>
    private bool IsAnothers(CalendarItem item, Intent intent) => run.Links.Exists(l => l.Id != intent.LinkId && item.Key.Equals(l.Half(intent.Target)?.Key));

    /// <summary>It does not say that another try made it.</summary>
    private static bool IsOfTry(CalendarItem item, Intent intent) => item.Stamp?.OperationId is not { } operation || operation == intent.OperationId;

    /// <summary>Made twice inside one intent and nobody changed it: ours, one is enough.</summary>
    private async Task RemoveSecondCopiesAsync(Intent intent, IReadOnlyList<CalendarItem> found, BatchRecord record, CancellationToken cancellationToken)
    {
        var written = intent.Target == Side.Outlook ? intent.Planned.Base.Outlook : intent.Planned.Base.Severa;
        var copies = found.Skip(1).Where(i => run.Policy.Fingerprint.Of(i.Content).DifferenceTo(written) == ItemFields.None).ToList();
        if (copies.Count == 0)
        {
            return;
        }

        var side = run.SideOf(intent.Target);
        await run.EnsureLeaseAsync(side.Traits.LongestCall, cancellationToken);
        var outcomes = await side.DeleteAsync([.. copies.Select(c => new ItemDelete(c.Key, c.Version))], cancellationToken);
        record.OwnWrites.AddRange(outcomes.SelectMany(o => o.AlsoTouched ?? []));
        copies.ForEach(copy => record.Tell(Told(intent, SyncActionKind.Delete, Reason.SecondCopyOfOneCreate, copy.Key, copy)));
    }

    private HistoryEvent Told(Intent intent, SyncActionKind kind, Reason reason, ItemKey key, CalendarItem? item) =>
        new(run.Now(), intent.LinkId, kind, intent.Target, reason, ItemFields.None, item?.Content.Title ?? "") { ChangeId = LinkIds.OfChange(intent.Planned), Key = key };

    private SetAside Now() => new("UnknownOutcome", 0, run.Now());

    private void Keep(Link link, BatchRecord record)
    {
        run.Links.RemoveAll(l => l.Id == link.Id);
        run.Links.Add(link);
        record.Keep(link);
    }
}
