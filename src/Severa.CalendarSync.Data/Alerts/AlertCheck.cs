using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Alerts;

/// <summary>Looks for causes and notes what has to be told. Nodes go one after the other, so each cause is noted once.</summary>
public sealed class AlertCheck(IDbContextFactory<SyncDbContext> contexts, TimeProvider time)
{
    /// <summary>How long an alert that ended may still go on as if it had not.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <param name="noticed">Causes that only this node can see.</param>
    /// <param name="canMail">A mail server is there.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RunAsync(IReadOnlyCollection<Observation> noticed, bool canMail, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var settings = await db.AlertSettings.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var facts = await AlertFactsReader.ReadAsync(db, settings, now, cancellationToken);
        List<Observation> observed = [.. AlertRules.Of(facts).UnionBy(noticed, o => (o.Cause, o.Subject))];
        if (observed.Count == 0 && !await db.Alerts.AnyAsync(a => a.EndedAt == null, cancellationToken))
        {
            return;
        }

        await using var transaction = await db.BeginAloneAsync(cancellationToken);
        var since = now - Remembered;
        var known = await db.Alerts.Include(a => a.News).Where(a => a.EndedAt == null || a.EndedAt > since).ToListAsync(cancellationToken);
        db.Alerts.AddRange(new AlertBook(Targets(settings, canMail), now, () => Guid.CreateVersion7(time.GetUtcNow())).Write(known, observed));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static List<AlertTarget> Targets(AlertSettings? settings, bool canMail) =>
    [
        .. canMail ? (settings?.Addresses ?? []).Select(address => new AlertTarget(AlertChannel.Mail, address)) : [],
        .. settings?.WebhookUrl is null ? Array.Empty<AlertTarget>() : [new AlertTarget(AlertChannel.Webhook, "")],
    ];
}
