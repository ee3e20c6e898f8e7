using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Ledger;

namespace Severa.CalendarSync.Data.Activities;

/// <summary>What the links say of an activity that a person deletes or restores, within the transaction its caller holds.</summary>
internal sealed class PairsOfActivity(SyncDbContext db, SeveraActivity activity, CancellationToken cancellationToken)
{
    private readonly string _key = activity.Key().Id;

    private IQueryable<LinkRow> Owners => db.Links.Where(l => db.Mailboxes.Any(m => m.Id == l.MailboxId && m.AccountId == activity.OwnerId));

    private IQueryable<LinkRow> Meetings => Owners.Where(l => l.ActivityId == _key && l.IsMeeting);

    public Task<bool> OwnerHasMeetingAsync() => Meetings.AnyAsync(cancellationToken);

    /// <summary>
    /// The owner's link that pairs it with a meeting, which stays when the activity is deleted (R8); null where there is none, or where
    /// another activity says that it was made for it.
    /// </summary>
    public Task<Guid?> MeetingAsync() => Meetings
        .Where(l => !db.Activities.IgnoreQueryFilters().Any(a => a.CreatedForLink == l.Id && a.Id != activity.Id))
        .Select(l => (Guid?)l.Id).SingleOrDefaultAsync(cancellationToken);

    /// <summary>It is there again: what the runs since made of its deletion is taken back (R25).</summary>
    public async Task RestoreAsync(DateTime now)
    {
        await GiveBackAsync();
        await LookAtHeldAsync(now);
    }

    /// <summary>
    /// The dismissed meeting has its activity again, and the next run wakes the pair: participants see at once whose meeting that is (R24).
    /// A run that is just dismissing it overwrites this, and the next one knows the activity by the link it says it was made for.
    /// </summary>
    private async Task GiveBackAsync()
    {
        if (activity.CreatedForLink is { } link)
        {
            await Owners.Where(l => l.Id == link && l.State == LinkState.Dismissed && l.StateReason == Reason.MeetingDismissed && l.ActivityId == null)
                .ExecuteUpdateAsync(set => set.SetProperty(l => l.ActivityId, _key).SetProperty(l => l.ActivityVersion, ""), cancellationToken);
        }
    }

    /// <summary>Whether a deletion is left to hold is for the next run to say, which looks at both halves: here nobody decides that.</summary>
    private Task<int> LookAtHeldAsync(DateTime now) => db.Links
        .Where(l => l.ActivityId == _key && l.State == LinkState.Held && l.StateReason != Reason.HeldNewTime && db.Mailboxes.Any(m => m.Id == l.MailboxId && m.IsEnabled))
        .ExecuteUpdateAsync(
            set => set
                .SetProperty(l => l.SetAsideCode, SetAside.UntilSecondWrite(now.ToOffset()).Code)
                .SetProperty(l => l.SetAsideAttempts, 0)
                .SetProperty(l => l.RetryAt, now),
            cancellationToken);
}
