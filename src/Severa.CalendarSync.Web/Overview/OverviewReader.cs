using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Overview;

/// <summary>What an administrator sees at a glance: numbers, never contents of anybody's calendar.</summary>
/// <param name="States">How many mailboxes are in each state.</param>
/// <param name="Held">Held deletions and new times, counted.</param>
/// <param name="StoppedAt">Since when deletions wait everywhere; null while they do not.</param>
public sealed record OverviewView(IReadOnlyDictionary<MailboxState, int> States, IReadOnlyList<HeldCount> Held, DateTime? StoppedAt)
{
    /// <summary>What keeps the calendars of a connection waiting.</summary>
    public IReadOnlyList<ConnectionTrouble> Connections { get; init; } = [];

    /// <summary>What was wrong when mailboxes were tried that must stay out of reach (E12).</summary>
    public IReadOnlyList<int> Reach { get; init; } = [];

    /// <summary>Exchange's clock, where it is far from ours (E25).</summary>
    public ServerClock? FarClock { get; init; }

    /// <summary>Codes of Exchange that this release does not know.</summary>
    public IReadOnlyList<UnknownCode> UnknownCodes { get; init; } = [];

    public int HeldTotal => Held.Sum(h => h.Count);

    public int People => States.Values.Sum();

    public int Count(params MailboxState[] states) => states.Sum(s => States.GetValueOrDefault(s));
}

public sealed class OverviewReader(SyncDbContext db, OrganizationBrake brake, IExchangeNotes exchange, TimeProvider time)
{
    public async Task<OverviewView> ReadAsync(CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.AsNoTracking().SingleAsync(cancellationToken);
        var accounts = await db.Users.AsNoTracking().Include(a => a.Mailbox).ToListAsync(cancellationToken);
        var connections = await ConnectionTroubles.ReadAsync(db, cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        var states = accounts.CountBy(a => MailboxStates.Of(a, a.Mailbox, organization, connections.Of(a.Mailbox), now)).ToDictionary();
        return new OverviewView(states, await brake.CountsAsync(cancellationToken), organization.DeletionsStoppedAt)
        {
            Connections = connections.All,
            Reach = await db.ExchangeConnections.Where(c => c.ReachErrorNumber != null).Select(c => c.ReachErrorNumber!.Value).Distinct().ToListAsync(cancellationToken),
            FarClock = exchange.FarClock,
            UnknownCodes = exchange.UnknownCodes,
        };
    }
}
