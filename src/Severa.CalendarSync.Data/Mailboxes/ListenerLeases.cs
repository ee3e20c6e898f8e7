using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Startup;

namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>
/// One node at a time listens to the mailboxes of a connection: the one that holds its lease. A node that died holds it until it runs
/// out, and then another one takes over. Two that listen for a moment do no harm: what is heard only makes a mailbox due.
/// </summary>
public sealed class ListenerLeases(IDbContextFactory<SyncDbContext> contexts, Installation installation, TimeProvider time)
{
    /// <summary>How often it is to be held again.</summary>
    public static readonly TimeSpan HoldEvery = TimeSpan.FromSeconds(10);

    internal static readonly TimeSpan HoldsFor = TimeSpan.FromSeconds(30);

    private readonly Guid _node = Guid.NewGuid();

    /// <summary>Holds what nobody else does, for another while.</summary>
    /// <returns>The connections this node listens to.</returns>
    public async Task<IReadOnlySet<Guid>> HoldAsync(CancellationToken cancellationToken)
    {
        if (installation.IsForeign)
        {
            return new HashSet<Guid>();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        var (until, fresh) = (now + HoldsFor, now + HoldsFor - HoldEvery);
        await db.ExchangeConnections
            .Where(c => c.ListenerUntil == null || c.ListenerUntil <= now || (c.ListenerNode == _node && c.ListenerUntil <= fresh))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.ListenerNode, _node).SetProperty(c => c.ListenerUntil, until), cancellationToken);
        return await db.ExchangeConnections.Where(c => c.ListenerNode == _node && c.ListenerUntil > now).Select(c => c.Id).ToHashSetAsync(cancellationToken);
    }

    /// <summary>This node stops: another one need not wait.</summary>
    public async Task GiveBackAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.ExchangeConnections.Where(c => c.ListenerNode == _node).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.ListenerNode, (Guid?)null).SetProperty(c => c.ListenerUntil, (DateTime?)null), cancellationToken);
    }
}
