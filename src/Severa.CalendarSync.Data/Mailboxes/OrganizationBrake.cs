using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>Held deletions of one person, as an administrator sees them: numbers, never titles (R13, P7).</summary>
/// <param name="MailboxId">The mailbox.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Target">The side on which releasing would delete, or move.</param>
/// <param name="IsNewTime">New times are held, no deletions.</param>
/// <param name="Category">The category of the activities; null where the activity is gone.</param>
/// <param name="Year">ISO year of the week the items end in.</param>
/// <param name="Week">ISO week.</param>
/// <param name="Count">How many.</param>
/// <param name="List">Stands for everything the mailbox holds undecided: a decision is about that list, and no other.</param>
public sealed record HeldCount(
    Guid MailboxId, string Person, Side Target, bool IsNewTime, ActivityCategory? Category, int Year, int Week, int Count, string List);

/// <summary>What an administrator sees of held deletions everywhere, and decides.</summary>
public sealed class OrganizationBrake(IDbContextFactory<SyncDbContext> contexts)
{
    /// <summary>Since when deletions are stopped everywhere; null while they are not.</summary>
    public async Task<DateTime?> StoppedAtAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Organizations.Select(o => o.DeletionsStoppedAt).SingleAsync(cancellationToken);
    }

    /// <summary>The undecided ones, counted by person, side, week and category.</summary>
    public async Task<IReadOnlyList<HeldCount>> CountsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var held = await Open(db).AsNoTracking()
            .Join(db.Mailboxes, l => l.MailboxId, m => m.Id, (l, m) => new HeldLink(l.Id, m.Id, m.Account!.DisplayName, l.StateReason, l.ActivityId, l.EndsAt))
            .ToListAsync(cancellationToken);
        var targets = await TargetsAsync(db, cancellationToken);
        var categories = await CategoriesAsync(db, held, cancellationToken);
        var lists = held.GroupBy(h => h.MailboxId).ToDictionary(g => g.Key, g => ListOf(g.Select(h => h.LinkId)));
        return [.. held
            .GroupBy(h => new
            {
                h.MailboxId,
                h.Person,
                Target = targets.GetValueOrDefault(h.LinkId, Side.Severa),
                IsNewTime = h.Reason == Reason.HeldNewTime,
                Category = h.ActivityId is { } id && categories.TryGetValue(id, out var category) ? category : (ActivityCategory?)null,
                Year = ISOWeek.GetYear(LastMomentOf(h)),
                Week = ISOWeek.GetWeekOfYear(LastMomentOf(h)),
            })
            .Select(g => new HeldCount(g.Key.MailboxId, g.Key.Person, g.Key.Target, g.Key.IsNewTime, g.Key.Category, g.Key.Year, g.Key.Week, g.Count(), lists[g.Key.MailboxId]))
            .OrderBy(c => c.Person, StringComparer.CurrentCulture).ThenBy(c => c.Year).ThenBy(c => c.Week).ThenBy(c => c.Target)];
    }

    /// <summary>
    /// Decides about everything one mailbox holds and nobody has decided yet. Returns how many; null where that is not the list that was
    /// shown any more (R13): then nothing is decided.
    /// </summary>
    /// <param name="mailboxId">The mailbox.</param>
    /// <param name="list">The list that was shown: <see cref="HeldCount.List"/>.</param>
    /// <param name="decision">Release or discard.</param>
    /// <param name="note">For the audit, told how many; written with the decision, where there is something to decide.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<int?> DecideAsync(Guid mailboxId, string list, LinkDecision decision, Func<int, AuditRow> note, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var held = Open(db).Where(l => l.MailboxId == mailboxId);
        var ids = await held.Select(l => l.Id).ToListAsync(cancellationToken);
        if (ListOf(ids) != list || await held.ExecuteUpdateAsync(set => set.SetProperty(l => l.Decision, decision), cancellationToken) is var count && count != ids.Count)
        {
            return null;
        }

        db.Audit.AddRange(count == 0 ? [] : [note(count)]);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return count;
    }

    private static string ListOf(IEnumerable<Guid> links) =>
        Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<Guid>(links.Order().ToArray())));

    /// <summary>What ends at midnight belongs to the day before.</summary>
    private static DateTime LastMomentOf(HeldLink held) => held.EndsAt.AddTicks(-1);

    private static IQueryable<LinkRow> Open(SyncDbContext db) => db.Links.Where(l => l.State == LinkState.Held && l.Decision == LinkDecision.None);

    /// <summary>What the history said when each was held last.</summary>
    private static async Task<Dictionary<Guid, Side>> TargetsAsync(SyncDbContext db, CancellationToken cancellationToken)
    {
        var told = await db.History.AsNoTracking()
            .Where(h => h.Kind == SyncActionKind.Hold && Open(db).Any(l => l.Id == h.LinkId))
            .OrderBy(h => h.Id).Select(h => new { h.LinkId, h.Target })
            .ToListAsync(cancellationToken);
        return told.GroupBy(h => h.LinkId).ToDictionary(g => g.Key, g => g.Last().Target);
    }

    private static async Task<Dictionary<string, ActivityCategory>> CategoriesAsync(SyncDbContext db, List<HeldLink> held, CancellationToken cancellationToken)
    {
        var ids = held.Select(h => Guid.TryParseExact(h.ActivityId, "N", out var id) ? id : Guid.Empty).ToHashSet();
        var rows = await db.Activities.AsNoTracking().Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Type!.Category }).ToListAsync(cancellationToken);
        return rows.ToDictionary(a => a.Id.ToString("N"), a => a.Category, StringComparer.Ordinal);
    }

    private sealed record HeldLink(Guid LinkId, Guid MailboxId, string Person, Reason Reason, string? ActivityId, DateTime EndsAt);
}
