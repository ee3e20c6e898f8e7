using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.TestKit;

/// <summary>The ledger is lost, or put back from a backup.</summary>
public sealed partial class InMemoryLedger
{
    /// <summary>The links are lost, and cursors with them; dismissals are kept elsewhere.</summary>
    public void Lose()
    {
        Links.Clear();
        OpenIntents.Clear();
        OwnWrites.Clear();
        AwaitedWrites.Clear();
        (OutlookCursor, SeveraCursor, Epoch, Window, PolicyHash) = (null, null, "", null, "");
        Agree(null);
    }

    public LedgerBackup Backup() => new(
        Links.ToDictionary(), [.. OpenIntents], [.. OwnWrites], [.. AwaitedWrites], Dismissals.ToDictionary(), [.. Undos],
        OutlookCursor, SeveraCursor, Epoch, Window, PolicyHash);

    /// <summary>Everything is as it was; what was written since is not known any more.</summary>
    public void Restore(LedgerBackup backup)
    {
        Lose();
        backup.Links.ToList().ForEach(l => Links.Add(l.Key, l.Value));
        OpenIntents.AddRange(backup.OpenIntents);
        OwnWrites.UnionWith(backup.OwnWrites);
        AwaitedWrites.UnionWith(backup.AwaitedWrites);
        Dismissals.Clear();
        backup.Dismissals.ToList().ForEach(d => Dismissals.Add(d.Key, d.Value));
        Undos.Clear();
        Undos.AddRange(backup.Undos);
        (OutlookCursor, SeveraCursor, Epoch, Window, PolicyHash) = (backup.OutlookCursor, backup.SeveraCursor, backup.Epoch, backup.Window, backup.PolicyHash);
    }
}

/// <summary>A ledger as it was at one moment.</summary>
public sealed record LedgerBackup(
    IReadOnlyDictionary<Guid, Link> Links, IReadOnlyList<Intent> OpenIntents, IReadOnlyList<ItemVersion> OwnWrites, IReadOnlyList<ItemVersion> AwaitedWrites,
    IReadOnlyDictionary<Guid, Dismissal> Dismissals, IReadOnlyList<UndoRequest> Undos,
    string? OutlookCursor, string? SeveraCursor, string Epoch, SyncWindow? Window, string PolicyHash);
