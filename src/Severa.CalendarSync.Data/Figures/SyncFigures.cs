using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Data.Figures;

/// <param name="Hour">When it began. UTC.</param>
/// <param name="ToOutlook">Writes to Outlook in it.</param>
/// <param name="ToSevera">Writes to Severa in it.</param>
public sealed record HourOfChanges(DateTime Hour, int ToOutlook, int ToSevera)
{
    public int Total => ToOutlook + ToSevera;
}

/// <summary>A mailbox that stands out.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="Person">His name.</param>
/// <param name="Since">When it last succeeded; when it was switched on where it never did.</param>
/// <param name="LastRun">How long its last run took; null before the first.</param>
public sealed record MailboxFigure(Guid AccountId, string Person, DateTime? Since, TimeSpan? LastRun);

/// <summary>How one connection did.</summary>
/// <param name="Id">The connection.</param>
/// <param name="LastSuccessAt">When the last run over it succeeded; null: none did.</param>
/// <param name="Runs">Runs of the last day, about: of those that found nothing only the number of a day is kept.</param>
/// <param name="Failed">Those that failed.</param>
public sealed record ConnectionFigure(Guid Id, DateTime? LastSuccessAt, int Runs, int Failed)
{
    /// <summary>0 to 100; null where nothing ran.</summary>
    public double? SuccessPercent => Runs == 0 ? null : 100.0 * (Runs - Failed) / Runs;
}

/// <summary>Numbers about everybody's synchronization, counted by the database.</summary>
public sealed class SyncFigures(SyncDbContext db, TimeProvider time)
{
    public const int Hours = 24;
    private static readonly SyncActionKind[] Writes = [SyncActionKind.Create, SyncActionKind.Update, SyncActionKind.Delete, SyncActionKind.SetBack];

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The last 24 hours, the one that goes on included; each is there, also where nothing happened.</summary>
    public async Task<IReadOnlyList<HourOfChanges>> ChangesAsync(CancellationToken cancellationToken)
    {
        var current = Now.Date.AddHours(Now.Hour);
        var first = current.AddHours(1 - Hours);
        var counted = await db.History.Where(h => h.At >= first && Writes.Contains(h.Kind))
            .GroupBy(h => new { h.At.Year, h.At.Month, h.At.Day, h.At.Hour, h.Target })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(cancellationToken);
        var counts = counted.ToDictionary(g => (new DateTime(g.Key.Year, g.Key.Month, g.Key.Day, g.Key.Hour, 0, 0, DateTimeKind.Utc), g.Key.Target), g => g.Count);
        return [.. Enumerable.Range(0, Hours).Select(i => first.AddHours(i))
            .Select(hour => new HourOfChanges(hour, counts.GetValueOrDefault((hour, Side.Outlook)), counts.GetValueOrDefault((hour, Side.Severa))))];
    }

    /// <summary>Those that succeeded longest ago, among those that are to be synchronized.</summary>
    public async Task<IReadOnlyList<MailboxFigure>> StalestAsync(int most, CancellationToken cancellationToken) =>
        await Figures(DueMailboxes.Synced(db).OrderBy(m => m.LastSuccessAt ?? m.EnabledAt).ThenBy(m => m.Id)).Take(most).ToListAsync(cancellationToken);

    /// <summary>Those whose last run took longest.</summary>
    public async Task<IReadOnlyList<MailboxFigure>> SlowestAsync(int most, CancellationToken cancellationToken) =>
        await Figures(DueMailboxes.Synced(db).Where(m => m.LastRunMilliseconds != null).OrderByDescending(m => m.LastRunMilliseconds).ThenBy(m => m.Id)).Take(most).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<ConnectionFigure>> ConnectionsAsync(CancellationToken cancellationToken)
    {
        var (now, today) = (Now, DateOnly.FromDateTime(Now));
        var since = now.AddHours(-Hours);
        var yesterday = today.AddDays(-1);
        var successes = await db.Mailboxes.Where(m => m.ConnectionId != null).GroupBy(m => m.ConnectionId)
            .Select(g => new { g.Key, Last = g.Max(m => m.LastSuccessAt) }).ToListAsync(cancellationToken);
        var kept = await db.Runs.Where(r => r.EndedAt >= since)
            .Join(db.Mailboxes, r => r.MailboxId, m => m.Id, (r, m) => new { m.ConnectionId, IsFailed = r.Outcome == RunOutcome.Failed })
            .GroupBy(r => new { r.ConnectionId, r.IsFailed }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var quiet = await db.QuietDays.Where(d => d.Day == today || d.Day == yesterday)
            .Join(db.Mailboxes, d => d.MailboxId, m => m.Id, (d, m) => new { m.ConnectionId, d.Day, d.Runs })
            .GroupBy(d => new { d.ConnectionId, d.Day }).Select(g => new { g.Key, Runs = g.Sum(d => d.Runs) }).ToListAsync(cancellationToken);

        // Of yesterday as much as lies within the last 24 hours.
        var share = 1 - now.TimeOfDay.TotalDays;
        return [.. successes.Select(c => new ConnectionFigure(
            c.Key!.Value,
            c.Last,
            kept.Where(r => r.Key.ConnectionId == c.Key).Sum(r => r.Count)
                + quiet.Where(d => d.Key.ConnectionId == c.Key).Sum(d => d.Key.Day == today ? d.Runs : (int)Math.Round(d.Runs * share)),
            kept.Where(r => r.Key.ConnectionId == c.Key && r.Key.IsFailed).Sum(r => r.Count)))];
    }

    private static IQueryable<MailboxFigure> Figures(IQueryable<Mailbox> mailboxes) => mailboxes.Select(m => new MailboxFigure(
        m.AccountId,
        m.Account!.DisplayName,
        m.LastSuccessAt ?? m.EnabledAt,
        m.LastRunMilliseconds == null ? null : TimeSpan.FromMilliseconds(m.LastRunMilliseconds.Value)));
}
