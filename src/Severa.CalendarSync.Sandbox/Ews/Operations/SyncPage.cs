using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>A change of a row: an entry that is new or changed, or an id that is gone.</summary>
internal sealed record SyncChange(long Sequence, Entry? Entry, bool IsNew, string Id, string ChangeKey);

/// <summary>
/// One page of changes. A round covers what had changed when it began, newest first or, on old servers, oldest first; what
/// changes meanwhile comes in the next round, as a creation if the client never got it.
/// </summary>
internal sealed record SyncPage(IReadOnlyList<SyncChange> Changes, SyncState Next, bool IsLast)
{
    public static SyncPage Take(Mailbox mailbox, string folder, SyncState state, int most, IReadOnlySet<string> ignored, bool oldestFirst)
    {
        var top = state.IsInRound ? state.RoundTop : mailbox.Sequence;
        var (above, below) = (state.IsInRound, oldestFirst) switch
        {
            (false, _) => (0, top + 1),
            (true, true) => (state.Cursor, top + 1),
            (true, false) => (0, state.Cursor),
        };
        var owed = state.Owed.ToHashSet(StringComparer.Ordinal);
        var left = Since(mailbox, folder, state.Done, owed)
            .Where(change => change.Sequence > above && change.Sequence < below && !ignored.Contains(change.Id))
            .OrderBy(change => oldestFirst ? change.Sequence : -change.Sequence)
            .Take(most + 1)
            .ToList();
        var page = left.Take(most).ToList();
        var given = state.Given.Concat(page.Where(c => c.IsNew).Select(c => c.Id)).ToList();
        if (left.Count > most)
        {
            return new SyncPage(page, state with { RoundTop = top, Cursor = page[^1].Sequence, Given = given }, false);
        }

        var missed = mailbox.In(folder)
            .Where(e => e.ChangedSequence > top && (owed.Contains(e.Id) || (e.CreatedSequence > state.Done && e.CreatedSequence <= top)))
            .Select(e => e.Id).Except(given, StringComparer.Ordinal).ToList();
        return new SyncPage(page, new SyncState(top, 0, 0, [], missed), true);
    }

    private static IEnumerable<SyncChange> Since(Mailbox mailbox, string folder, long since, HashSet<string> owed)
    {
        var rows = mailbox.In(folder).Where(e => e.ChangedSequence > since)
            .Select(e => new SyncChange(e.ChangedSequence, e, e.CreatedSequence > since || owed.Contains(e.Id), e.Id, e.ChangeKey));
        var gone = mailbox.Tombstones.Where(t => t.Folder == folder && t.Sequence > since && t.CreatedSequence <= since)
            .Select(t => new SyncChange(t.Sequence, null, false, t.Id, t.ChangeKey));
        return rows.Concat(gone);
    }
}
