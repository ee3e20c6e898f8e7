using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>Collects what one transaction records.</summary>
internal sealed class BatchRecord(DateTimeOffset now)
{
    private readonly Dictionary<Guid, Link> _links = [];
    private readonly List<HistoryEvent> _history = [];
    private readonly List<SettledUndo> _settled = [];

    public List<Guid> Forgotten { get; } = [];

    public List<ItemVersion> OwnWrites { get; } = [];

    public void Keep(Link link) => _links[link.Id] = link;

    /// <summary>Tells the history what was done; a mere new version is no news to anybody.</summary>
    /// <param name="action">What was done.</param>
    /// <param name="written">The item that was written, where one was.</param>
    public void Tell(SyncAction action, ItemKey? written = null)
    {
        if (action.IsTold && (action.Kind is not SyncActionKind.Refresh || action.UndoId is not null))
        {
            Tell(EventOf(action, now, written));
        }
    }

    public void Tell(HistoryEvent told) => _history.Add(told);

    /// <summary>A person's request is done, or cannot be.</summary>
    public void Settle(SyncAction action, Reason? refused = null)
    {
        if (action.UndoId is { } id)
        {
            _settled.Add(new SettledUndo(id, refused ?? action.Reason));
        }
    }

    /// <summary>What the history will tell of an action.</summary>
    public static HistoryEvent EventOf(SyncAction action, DateTimeOffset now, ItemKey? written) =>
        new(now, action.Link.Id, action.Kind, action.Target, action.Reason, action.Fields, action.Title, action.Code)
        {
            ChangeId = LinkIds.OfChange(action.Link),
            Key = written,
            Values = ValuesOf(action),
        };

    public LedgerBatch ToBatch(IReadOnlyList<Guid> closedIntents, RunProgress? progress) => new()
    {
        Links = [.. _links.Values.Where(l => !Forgotten.Contains(l.Id))],
        ForgottenLinks = Forgotten,
        ClosedIntents = closedIntents,
        OwnWrites = OwnWrites,
        History = _history,
        SettledUndos = _settled,
        Progress = progress,
    };

    /// <summary>What Undo needs: null where nothing is written, or where nobody knows what was there.</summary>
    private static ChangedValues? ValuesOf(SyncAction action) => (action.Kind, action.Current) switch
    {
        (SyncActionKind.Create, _) => new ChangedValues(null, action.Content),
        (SyncActionKind.Update or SyncActionKind.SetBack, { } current) =>
            new ChangedValues(current.Content, current.Content.With(action.Fields, action.Content!), current.Activity?.TypeId),
        (SyncActionKind.Delete, { } current) => new ChangedValues(current.Content, null, current.Activity?.TypeId),
        _ => null,
    };
}
