using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>How many copies this service made.</summary>
public sealed record CopyCounts(int Entries, int Activities)
{
    public int Total => Entries + Activities;
}

/// <summary>
/// "Remove the copies this service made" (R12): only Severa-born entries in Outlook and Outlook-born activities in Severa, never
/// a meeting, never what another mailbox links. The number is shown first; the next run removes them one by one.
/// </summary>
public sealed class CopyRemoval(IDbContextFactory<SyncDbContext> contexts)
{
    /// <summary>What switching this mailbox off could remove.</summary>
    public async Task<CopyCounts> CountAsync(Guid accountId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var copies = Copies(db).Where(l => db.Mailboxes.Any(m => m.Id == l.MailboxId && m.AccountId == accountId));
        var inOutlook = await copies.CountAsync(l => l.Origin == Origin.Severa, cancellationToken);
        return new CopyCounts(inOutlook, await copies.CountAsync(cancellationToken) - inOutlook);
    }

    /// <summary>How many entries activities of this type have in Outlook, over all mailboxes, although the type is not ticked any more.</summary>
    public async Task<int> CountAsync(IReadOnlyCollection<Guid> typeIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await OfTypesAsync(db, typeIds, cancellationToken)).Count;
    }

    /// <summary>Marks the entries of activities of these types. Returns their number and the mailboxes to run.</summary>
    /// <param name="typeIds">The types.</param>
    /// <param name="note">For the audit, told how many; written with the marks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<(int Count, IReadOnlyList<Guid> Mailboxes)> RequestAsync(
        IReadOnlyCollection<Guid> typeIds, Func<int, AuditRow> note, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var links = await OfTypesAsync(db, typeIds, cancellationToken);
        foreach (var ids in links.Select(l => l.Id).Chunk(500))
        {
            await db.Links.Where(l => ids.Contains(l.Id) && l.State == LinkState.Dormant)
                .ExecuteUpdateAsync(set => set.SetProperty(l => l.Decision, LinkDecision.RemoveCopy), cancellationToken);
        }

        db.Audit.Add(note(links.Count));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (links.Count, [.. links.Select(l => l.MailboxId).Distinct()]);
    }

    /// <summary>The pairs of which one half was made by this service and nobody else needs it.</summary>
    internal static IQueryable<LinkRow> Copies(SyncDbContext db) => db.Links
        .Where(l => l.State == LinkState.Active || l.State == LinkState.Dormant)
        .Where(l => l.EntryId != null && l.ActivityId != null && !l.IsMeeting)
        .Where(l => l.Origin == Origin.Severa || !db.Links.Any(o => o.ActivityId == l.ActivityId && o.MailboxId != l.MailboxId));

    private static async Task<List<LinkRow>> OfTypesAsync(SyncDbContext db, IReadOnlyCollection<Guid> typeIds, CancellationToken cancellationToken)
    {
        var resting = await Copies(db).AsNoTracking()
            .Where(l => l.State == LinkState.Dormant && l.StateReason == Reason.TypeNotTicked && l.Origin == Origin.Severa && l.Decision == LinkDecision.None)
            .ToListAsync(cancellationToken);
        var ids = resting.Select(l => Guid.TryParseExact(l.ActivityId, "N", out var id) ? id : Guid.Empty).ToHashSet();
        var ofType = await db.Activities.Where(a => ids.Contains(a.Id) && typeIds.Contains(a.TypeId)).Select(a => a.Id).ToListAsync(cancellationToken);
        var wanted = ofType.Select(id => id.ToString("N")).ToHashSet(StringComparer.Ordinal);
        return resting.FindAll(l => wanted.Contains(l.ActivityId!));
    }
}
