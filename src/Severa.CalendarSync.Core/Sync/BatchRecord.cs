using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>Collects what one transaction records.</summary>
internal sealed class BatchRecord(DateTimeOffset now)
{
    private readonly Dictionary<Guid, Link> _links = [];
    private readonly List<HistoryEvent> _history = [];

    public List<Guid> Forgotten { get; } = [];

    public List<ItemVersion> OwnWrites { get; } = [];

    public void Keep(Link link) => _links[link.Id] = link;

    /// <summary>Tells the history what was done; a mere new version is no news to anybody.</summary>
    public void Tell(SyncAction action)
    {
        if (action.Kind is not SyncActionKind.Refresh)
        {
            _history.Add(EventOf(action, now));
        }
    }

    /// <summary>What the history will tell of an action.</summary>
    public static HistoryEvent EventOf(SyncAction action, DateTimeOffset now) =>
        new(now, action.Link.Id, action.Kind, action.Target, action.Reason, action.Fields, action.Title, action.Code)
        {
            ChangeId = LinkIds.OfChange(action.Link),
        };

    public LedgerBatch ToBatch(IReadOnlyList<Guid> closedIntents, RunProgress? progress) => new()
    {
        Links = [.. _links.Values.Where(l => !Forgotten.Contains(l.Id))],
        ForgottenLinks = Forgotten,
        ClosedIntents = closedIntents,
        OwnWrites = OwnWrites,
        History = _history,
        Progress = progress,
    };
}
