using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Figures;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Overview;

/// <summary>Reads the overview with a few statements, however many mailboxes there are.</summary>
public sealed class OverviewReader(SyncDbContext db, OrganizationBrake brake, SyncFigures figures, IExchangeNotes exchange, TimeProvider time)
{
    /// <summary>How many mailboxes each list of outstanding ones names.</summary>
    private const int Outstanding = 5;

    public async Task<OverviewView> ReadAsync(CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.AsNoTracking().SingleAsync(cancellationToken);
        var connections = await ConnectionTroubles.ReadAsync(db, cancellationToken);
        return new OverviewView(await StatesAsync(organization, connections, cancellationToken), await brake.CountsAsync(cancellationToken), organization.DeletionsStoppedAt)
        {
            Connections = connections.All,
            Health = await HealthAsync(connections, cancellationToken),
            Changes = HourChart.Of(await figures.ChangesAsync(cancellationToken)),
            Stalest = await figures.StalestAsync(Outstanding, cancellationToken),
            Slowest = await figures.SlowestAsync(Outstanding, cancellationToken),
            Alerts = await db.Alerts.AsNoTracking().Include(a => a.News).Where(a => a.EndedAt == null).OrderBy(a => a.OpenedAt).ThenBy(a => a.Id).ToListAsync(cancellationToken),
            Reach = await db.ExchangeConnections.Where(c => c.ReachErrorNumber != null).Select(c => c.ReachErrorNumber!.Value).Distinct().ToListAsync(cancellationToken),
            FarClock = exchange.FarClock,
            UnknownCodes = exchange.UnknownCodes,
        };
    }

    /// <summary>Of each mailbox only what its state is decided by: cursors are long, and there may be thousands.</summary>
    private async Task<IReadOnlyDictionary<MailboxState, int>> StatesAsync(Organization organization, ConnectionTroubles connections, CancellationToken cancellationToken)
    {
        var rows = await db.Users.AsNoTracking()
            .Select(a => new
            {
                Account = new Account { DisplayName = "", IsActive = a.IsActive },
                Mailbox = a.Mailbox == null ? null : new Mailbox
                {
                    Address = "",
                    ConnectionId = a.Mailbox.ConnectionId,
                    ProvedAt = a.Mailbox.ProvedAt,
                    IsEnabled = a.Mailbox.IsEnabled,
                    PausedAt = a.Mailbox.PausedAt,
                    ErrorNumber = a.Mailbox.ErrorNumber,
                    NextDueAt = a.Mailbox.NextDueAt,
                    RequestedVersion = a.Mailbox.RequestedVersion,
                    CompletedVersion = a.Mailbox.CompletedVersion,
                    RunningSince = a.Mailbox.RunningSince,
                    LastSuccessAt = a.Mailbox.LastSuccessAt,
                },
            })
            .ToListAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        return rows.CountBy(r => MailboxStates.Of(r.Account, r.Mailbox, organization, connections.Of(r.Mailbox), now)).ToDictionary();
    }

    private async Task<IReadOnlyList<ConnectionHealth>> HealthAsync(ConnectionTroubles troubles, CancellationToken cancellationToken)
    {
        var connections = await db.ExchangeConnections.InOrder().Select(c => new { c.Id, c.Domains }).ToListAsync(cancellationToken);
        var known = (await figures.ConnectionsAsync(cancellationToken)).ToDictionary(f => f.Id);
        return connections.ConvertAll(c => new ConnectionHealth(c.Id, string.Join(", ", MailDomains.Of(c.Domains)), known.GetValueOrDefault(c.Id), troubles.OfConnection(c.Id)));
    }
}
