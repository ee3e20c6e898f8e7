using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>A deletion, or a new time, that the brake stopped.</summary>
/// <param name="LinkId">The pair.</param>
/// <param name="Title">As the history last told it; empty where it tells nothing any more.</param>
/// <param name="Target">The side that releasing writes to; null where the history tells nothing any more.</param>
/// <param name="EndsAt">When it ends.</param>
/// <param name="IsNewTime">A new time is held, no deletion.</param>
/// <param name="Decision">What was decided and is not carried out yet.</param>
public sealed record HeldView(Guid LinkId, string Title, Side? Target, DateTime EndsAt, bool IsNewTime, LinkDecision Decision);

/// <summary>Held deletions of the reader's own mailbox, and what he decides about them (R13).</summary>
public sealed class HeldDeletions(SyncDbContext db, OwnMailbox own, SyncTrigger trigger, Audit audit)
{
    /// <summary>A statement names so many pairs.</summary>
    private const int PairsPerStatement = 500;

    public async Task<IReadOnlyList<HeldView>> ListAsync(CancellationToken cancellationToken)
    {
        if (await own.FindProvedAsync(cancellationToken) is not { } mailbox)
        {
            return [];
        }

        var links = await Held(mailbox).AsNoTracking().OrderBy(l => l.EndsAt).ThenBy(l => l.Id).ToListAsync(cancellationToken);
        var told = await ToldAsync(mailbox, [.. links.Select(l => l.Id)], cancellationToken);
        return links.ConvertAll(l => ToView(l, told.GetValueOrDefault(l.Id)));
    }

    public async Task<int> CountAsync(CancellationToken cancellationToken) =>
        await own.FindProvedAsync(cancellationToken) is { } mailbox
            ? await Held(mailbox).CountAsync(l => l.Decision == LinkDecision.None, cancellationToken)
            : 0;

    /// <summary>Decides about these pairs, as far as they are held in the reader's own mailbox, and runs it. Returns how many.</summary>
    public async Task<int> DecideAsync(IReadOnlyCollection<Guid> linkIds, LinkDecision decision, CancellationToken cancellationToken)
    {
        if (await own.FindProvedAsync(cancellationToken) is not { } mailbox)
        {
            return 0;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var decided = 0;
        foreach (var some in linkIds.Distinct().Chunk(PairsPerStatement))
        {
            decided += await Held(mailbox).Where(l => some.Contains(l.Id)).ExecuteUpdateAsync(set => set.SetProperty(l => l.Decision, decision), cancellationToken);
        }

        var action = decision == LinkDecision.Release ? AuditAction.HeldReleased : AuditAction.HeldDiscarded;
        db.Audit.AddRange(decided == 0 ? [] : [audit.Note(action, mailbox.AccountId, $"{decided}")]);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await trigger.RequestAsync(decided > 0 ? [mailbox.Id] : [], cancellationToken);
        return decided;
    }

    private IQueryable<LinkRow> Held(Mailbox mailbox) => db.Links.Where(l => l.MailboxId == mailbox.Id && l.State == LinkState.Held);

    private static HeldView ToView(LinkRow link, HistoryRow? told) => new(
        link.Id, told?.Title ?? "", told?.Target, link.EndsAt, link.StateReason == Reason.HeldNewTime, link.Decision);

    /// <summary>What the history said when each was held.</summary>
    private async Task<Dictionary<Guid, HistoryRow>> ToldAsync(Mailbox mailbox, List<Guid> links, CancellationToken cancellationToken)
    {
        var from = mailbox.HistoryVisibleFrom ?? DateTime.MinValue;
        var rows = await db.History.AsNoTracking()
            .Where(h => h.MailboxId == mailbox.Id && links.Contains(h.LinkId) && h.Kind == SyncActionKind.Hold && h.At >= from)
            .OrderBy(h => h.Id)
            .ToListAsync(cancellationToken);
        return rows.GroupBy(r => r.LinkId).ToDictionary(g => g.Key, g => g.Last());
    }
}
