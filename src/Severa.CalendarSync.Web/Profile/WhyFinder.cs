using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>Why one thing is, or is not, in sync.</summary>
/// <param name="Title">Its title, for its owner.</param>
/// <param name="ActivityId">The activity, where there is one.</param>
/// <param name="State">State of the pair; null where nothing is linked.</param>
/// <param name="Reason">The reason; <see cref="Reason.None"/> where the state says it all.</param>
/// <param name="At">When it was last told; null for what follows from today's rules.</param>
/// <param name="BringBack">The pair, where its owner may have the missing half made again.</param>
public sealed record WhyView(string Title, Guid? ActivityId, LinkState? State, Reason Reason, DateTime? At, Guid? BringBack = null);

/// <summary>"Why is this entry (not) synced?": looks through the reader's own activities, links and history.</summary>
public sealed class WhyFinder(SyncDbContext db, OwnMailbox own, ActivityEditor activities)
{
    private const int Most = 20;

    public async Task<IReadOnlyList<WhyView>> SearchAsync(string text, CancellationToken cancellationToken)
    {
        var sync = await own.ReadAsync(cancellationToken);
        if (sync.Mailbox is not { ProvedAt: not null } mailbox)
        {
            return [];
        }

        var links = await db.Links.AsNoTracking().Where(l => l.MailboxId == mailbox.Id).ToListAsync(cancellationToken);
        var told = await ToldAsync(mailbox, cancellationToken);
        var found = await FromActivitiesAsync(sync, text, links, told, cancellationToken);
        var shown = found.Select(f => f.Link).OfType<Guid>().ToHashSet();
        var rest = told.Values
            .Where(h => !shown.Contains(h.LinkId) && Matches(h.Title, text))
            .OrderByDescending(h => h.Id)
            .Select(h => FromHistory(h, links.Find(l => l.Id == h.LinkId)));
        return [.. found.Select(f => f.View).Concat(rest).Take(Most)];
    }

    private static bool Matches(string title, string text) => title.Contains(text, StringComparison.CurrentCultureIgnoreCase);

    /// <summary>The last line about each pair. Titles are encrypted: they are compared here, not in the database.</summary>
    private async Task<Dictionary<Guid, HistoryRow>> ToldAsync(Mailbox mailbox, CancellationToken cancellationToken)
    {
        var from = mailbox.HistoryVisibleFrom ?? DateTime.MinValue;
        var rows = await db.History.AsNoTracking().Where(h => h.MailboxId == mailbox.Id && h.At >= from).OrderBy(h => h.Id).ToListAsync(cancellationToken);
        return rows.GroupBy(h => h.LinkId).ToDictionary(g => g.Key, g => g.Last());
    }

    private async Task<List<(WhyView View, Guid? Link)>> FromActivitiesAsync(
        OwnSync sync, string text, List<LinkRow> links, Dictionary<Guid, HistoryRow> told, CancellationToken cancellationToken)
    {
        var types = await db.ActivityTypes.AsNoTracking().ToDictionaryAsync(t => t.Id, cancellationToken);
        var (from, to) = (sync.Window.Start.AddYears(-1), sync.Window.End.AddYears(1));
        var all = await activities.ListAsync(sync.Account.Id, from, to, cancellationToken);
        var byActivity = links.Where(l => l.ActivityId is not null).ToDictionary(l => l.ActivityId!, StringComparer.Ordinal);
        return all.Where(a => Matches(a.Content.Title, text)).Take(Most).Select(a =>
        {
            var link = byActivity.GetValueOrDefault(a.Id.ToString("N"));
            return link is null
                ? (new WhyView(a.Content.Title, a.Id, null, WhyNot(a, types[a.Content.TypeId], sync), null), (Guid?)null)
                : (FromLink(a.Content.Title, a.Id, link, told.GetValueOrDefault(link.Id)), link.Id);
        }).ToList();
    }

    private static WhyView FromLink(string title, Guid activity, LinkRow link, HistoryRow? told)
    {
        var reason = link.StateReason != Reason.None ? link.StateReason
            : !string.IsNullOrEmpty(link.SetAsideCode) ? Reason.SetAsideAfterError
            : told?.Reason ?? Reason.None;
        return new WhyView(title, activity, link.State, reason, told?.At, BringBack(link));
    }

    private static WhyView FromHistory(HistoryRow told, LinkRow? link) =>
        new(told.Title, null, link?.State, link is { StateReason: not Reason.None } ? link.StateReason : told.Reason, told.At, BringBack(link));

    /// <summary>Dismissed, or kept: one half is left, or both rest, and its owner may want them in sync again.</summary>
    private static Guid? BringBack(LinkRow? link) =>
        link is { Decision: LinkDecision.None } && (link.State == LinkState.Dismissed || (link.State == LinkState.Dormant && IsKept(link.StateReason)))
            ? link.Id
            : null;

    private static bool IsKept(Reason reason) => reason is Reason.KeptForBusinessData or Reason.KeptForSeveraEdits or Reason.DiscardedByPerson
        or Reason.MeetingNeverMadeAnew or Reason.NotInNewFolder;

    /// <summary>What today's rules say about an activity that has no entry.</summary>
    private static Reason WhyNot(ActivityView activity, ActivityType type, OwnSync sync) =>
        type.Category == ActivityCategory.ProjectTask ? Reason.ProjectTask
        : !type.GoesToOutlook ? Reason.TypeNotTicked
        : !activity.Content.When.Overlaps(sync.Window, TimeZoneInfo.FindSystemTimeZoneById(sync.Account.TimeZoneId)) ? Reason.OutOfWindow
        : !sync.IsOn ? Reason.SwitchedOff
        : Reason.NewInSevera;
}
