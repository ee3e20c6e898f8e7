using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Providers;
using Severa.CalendarSync.Web.Exchange;
using Severa.CalendarSync.Web.Telemetry;

namespace Severa.CalendarSync.Web.Operations;

/// <summary>What the support file tells of how the service is set up. Every value is named: no address, no secret, no name comes along by itself.</summary>
public sealed class SupportFacts(SyncDbContext db, ConnectionTests tests, ChosenDatabase database, IOptions<ExchangeOptions> exchangeOptions)
{
    private const int MostMailboxes = 500;

    public object Versions() => new
    {
        Service = TelemetrySetup.Version,
        Runtime = RuntimeInformation.FrameworkDescription,
        System = RuntimeInformation.OSDescription,
        Processors = Environment.ProcessorCount,
        Database = database.System,
        Migrations = db.Database.GetMigrations().Count(),
    };

    public async Task<object> SettingsAsync(CancellationToken cancellationToken) => new
    {
        Organization = await db.Organizations.AsNoTracking().Select(o => new
        {
            o.IsAddOnOn, o.Mode, o.WhoMaySwitchOn, o.DaysBack, o.DaysAhead, o.IntervalMinutes, o.Winner, o.PrivateWithoutType, o.HasNoPrivateType,
            o.BrakeDeletions, o.BrakeDeletionPercent, o.BrakeNewTimes, o.BrakeNewTimePercent, o.DeletionsStoppedAt, o.Version,
        }).SingleAsync(cancellationToken),
        exchangeOptions.Value.ReadTimeout,
        exchangeOptions.Value.WriteTimeout,
        exchangeOptions.Value.Throttling,
        exchangeOptions.Value.WireLog,
    };

    /// <summary>How each is set up, without where it leads and as whom.</summary>
    public async Task<object> ConnectionsAsync(CancellationToken cancellationToken) => await db.ExchangeConnections.AsNoTracking().InOrder().Select(c => new
    {
        c.Id,
        c.Version,
        c.SignIn,
        HasFixedAddress = c.Url != null && c.Url != "",
        ServesEveryDomain = c.Domains == null || c.Domains == "",
        HasOwnRoots = c.TrustedRoot != null && c.TrustedRoot != "",
        c.SecretEndsAt,
        ChecksReach = c.OutOfReachAddress != null && c.OutOfReachAddress != "",
        c.ReachCheckedAt,
        c.ReachErrorNumber,
        c.SavedAt,
        c.Revision,
        c.PausedUntil,
        c.ErrorNumber,
        c.ErrorCode,
    }).ToListAsync(cancellationToken);

    /// <summary>The steps of everybody's last connection test on this node.</summary>
    public IEnumerable<object> Tests() => tests.All.Select(test => new
    {
        test.ConnectionId,
        test.StartedAt,
        test.IsRunning,
        Steps = test.Results.Select(r => new { r.Step, r.Status, Milliseconds = (int)r.Elapsed.TotalMilliseconds, r.ErrorNumber, r.Code }),
    });

    public async Task<object> LinksAsync(CancellationToken cancellationToken) => await db.Links.AsNoTracking()
        .GroupBy(l => new { l.State, l.Origin, IsSetAside = l.SetAsideCode != null })
        .Select(same => new { same.Key.State, same.Key.Origin, same.Key.IsSetAside, Count = same.Count() })
        .OrderBy(same => same.State).ThenBy(same => same.Origin).ThenBy(same => same.IsSetAside)
        .ToListAsync(cancellationToken);

    /// <summary>Those in trouble first.</summary>
    public async Task<object> MailboxesAsync(CancellationToken cancellationToken) => await db.Mailboxes.AsNoTracking()
        .OrderByDescending(m => m.Failures).ThenBy(m => m.Id).Take(MostMailboxes)
        .Select(m => new
        {
            m.Id, m.ConnectionId, m.IsEnabled, IsProved = m.ProvedAt != null, IsPaused = m.PausedAt != null, m.HasRequests, m.PlanMovedAt,
            m.LastCheckedAt, m.LastSuccessAt, m.NextDueAt, m.FullComparisonDueAt, m.QueuedUntil, m.LeaseUntil, m.RequestedVersion, m.CompletedVersion,
            m.Failures, m.ErrorNumber, m.ErrorCode, m.ErrorReference, m.ErrorIsPermanent,
        })
        .ToListAsync(cancellationToken);
}
