using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Alerts;

/// <summary>The messages that wait. Each is claimed by one statement, so that of several nodes one sends it.</summary>
public sealed class AlertOutbox(IDbContextFactory<SyncDbContext> contexts, TimeProvider time)
{
    private const int AtOnce = 4;

    /// <summary>Longer than so many may take one after the other.</summary>
    private static readonly TimeSpan ClaimedFor = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Old news is no news.</summary>
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(2);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>A few that are due and nobody else sends, the oldest first; they are this caller's for a while. Empty: nothing is left.</summary>
    public async Task<IReadOnlyList<AlertNews>> ClaimAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = Now;
        var due = await Due(db, now).AsNoTracking().Include(n => n.Alert).OrderBy(n => n.MadeAt).ThenBy(n => n.Id).Take(AtOnce).ToListAsync(cancellationToken);
        var mine = new List<AlertNews>();
        foreach (var news in due)
        {
            if (await Due(db, now).Where(n => n.Id == news.Id).ExecuteUpdateAsync(set => set.SetProperty(n => n.ClaimedUntil, now + ClaimedFor), cancellationToken) == 1)
            {
                mine.Add(news);
            }
        }

        return mine;
    }

    public Task SentAsync(AlertNews news, CancellationToken cancellationToken) => SettleAsync(
        news, sent: Now, next: news.NextTryAt, problem: null, givenUp: null, cancellationToken);

    /// <summary>It is tried again after a pause that grows; after two days nobody tries any more.</summary>
    public Task FailedAsync(AlertNews news, string problem, CancellationToken cancellationToken)
    {
        var now = Now;
        var next = now + GrowingPause.After(news.Tries + 1, FirstPause, LongestPause);
        return SettleAsync(news, sent: null, next, problem, now - news.MadeAt >= GiveUpAfter ? now : null, cancellationToken);
    }

    private async Task SettleAsync(AlertNews news, DateTime? sent, DateTime next, string? problem, DateTime? givenUp, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.AlertNews.Where(n => n.Id == news.Id).ExecuteUpdateAsync(
            set => set
                .SetProperty(n => n.SentAt, sent)
                .SetProperty(n => n.NextTryAt, next)
                .SetProperty(n => n.Problem, problem)
                .SetProperty(n => n.GivenUpAt, givenUp)
                .SetProperty(n => n.Tries, n => n.Tries + 1)
                .SetProperty(n => n.ClaimedUntil, (DateTime?)null),
            cancellationToken);
    }

    private static IQueryable<AlertNews> Due(SyncDbContext db, DateTime now) => db.AlertNews
        .Where(n => n.SentAt == null && n.GivenUpAt == null && n.NextTryAt <= now && (n.ClaimedUntil == null || n.ClaimedUntil <= now));
}
