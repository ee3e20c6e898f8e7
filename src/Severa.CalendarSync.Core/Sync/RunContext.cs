using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>What the steps of one run share.</summary>
internal sealed class RunContext(ISyncLedger ledger, ICalendarSide outlook, ICalendarSide severa, SyncPolicy policy, TimeProvider time, Func<Guid> newId)
{
    /// <summary>Left on the lease after the longest call, so that no write outlives it.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private DateTimeOffset _leaseUntil = DateTimeOffset.MinValue;

    public ISyncLedger Ledger => ledger;

    public SyncPolicy Policy => policy;

    public Func<Guid> NewId => newId;

    public List<Link> Links { get; set; } = [];

    /// <summary>The user is off: what is found of earlier writes rests (<see cref="LedgerSnapshot.OnlyDecisions"/>).</summary>
    public bool IsOff { get; init; }

    public ChangeTimes ChangeTimes { get; set; } = ChangeTimes.Unknown;

    public DateTimeOffset Now() => time.GetUtcNow();

    public ICalendarSide SideOf(Side side) => side == Side.Outlook ? outlook : severa;

    /// <summary>A remote write starts only with its longest time and a margin left on the lease.</summary>
    public async Task EnsureLeaseAsync(TimeSpan longestCall, CancellationToken cancellationToken)
    {
        if (Now() + longestCall + Margin >= _leaseUntil)
        {
            _leaseUntil = await ledger.RenewAsync(cancellationToken);
        }
    }
}
