using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Policy;
using Severa.CalendarSync.Data.Providers;

namespace Severa.CalendarSync.Data.Activities;

/// <summary>
/// What people do with activities on the page (P8). Every call names the person acting: he reaches only what he owns or takes part in.
/// A refusal is an <see cref="ActivityEditException"/>.
/// </summary>
public sealed class ActivityEditor(IDbContextFactory<SyncDbContext> contexts, TimeProvider time)
{
    /// <summary>The activities that overlap <c>[from, to)</c>, earliest first.</summary>
    public async Task<IReadOnlyList<ActivityView>> ListAsync(Guid accountId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (start, end) = (from.UtcDateTime, to.UtcDateTime);
        var found = await Reachable(db, accountId).AsNoTracking()
            .Where(a => a.StartsAt < end && (a.EndsAt > start || (a.StartsAt == a.EndsAt && a.StartsAt >= start)))
            .OrderBy(a => a.StartsAt).ThenBy(a => a.Id)
            .ToListAsync(cancellationToken);
        var privateType = await PrivateType.ResolveAsync(db, cancellationToken);
        return found.ConvertAll(a => ToView(a, accountId, privateType));
    }

    public async Task<ActivityView?> GetAsync(Guid accountId, Guid activityId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var activity = await Reachable(db, accountId).AsNoTracking().SingleOrDefaultAsync(a => a.Id == activityId, cancellationToken);
        return activity is null ? null : ToView(activity, accountId, await PrivateType.ResolveAsync(db, cancellationToken));
    }

    public Task<ActivityChange> CreateAsync(Guid accountId, ActivityInput input, CancellationToken cancellationToken) =>
        ChangeAsync(
            async edit =>
            {
                var activity = new SeveraActivity { Id = Guid.CreateVersion7(time.GetUtcNow()), Title = "", OwnerId = accountId, CreatedAt = edit.Now };
                await edit.FillAsync(activity, input, asOwner: true);
                edit.Add(activity);
                return activity;
            },
            cancellationToken);

    /// <summary>The owner changes everything; a participant title, time, place and notes, and whatever else he sends is ignored.</summary>
    public Task<ActivityChange> EditAsync(Guid accountId, Guid activityId, long version, ActivityInput input, CancellationToken cancellationToken) =>
        ChangeAsync(
            async edit =>
            {
                var activity = await edit.LoadAsync(accountId, activityId, version);
                await edit.FillAsync(activity, input, asOwner: activity.OwnerId == accountId);
                return activity;
            },
            cancellationToken);

    /// <summary>The owner deletes the activity, a participant only his own part in it.</summary>
    public Task<ActivityChange> DeleteAsync(Guid accountId, Guid activityId, long version, CancellationToken cancellationToken) =>
        ChangeAsync(
            async edit =>
            {
                var activity = await edit.LoadAsync(accountId, activityId, version);
                await edit.RemoveAsync(activity, accountId);
                return activity;
            },
            cancellationToken);

    /// <summary>Brings back what the owner, or the sync in his name, deleted, until it is pruned (R25).</summary>
    public Task<ActivityChange> RestoreAsync(Guid accountId, Guid activityId, CancellationToken cancellationToken) =>
        ChangeAsync(edit => edit.RestoreAsync(accountId, activityId), cancellationToken);

    private Task<ActivityChange> ChangeAsync(Func<ActivityEdit, Task<SeveraActivity>> change, CancellationToken cancellationToken) => Deadlocks.RetryAsync(async () =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var edit = new ActivityEdit(db, time.GetUtcNow().UtcDateTime, cancellationToken);
        var activity = await change(edit);
        var mailboxes = await edit.SaveAsync(activity);
        await transaction.CommitAsync(cancellationToken);
        return new ActivityChange(activity.Id, activity.Version, mailboxes);
    });

    private static IQueryable<SeveraActivity> Reachable(SyncDbContext db, Guid accountId) => db.Activities
        .Include(a => a.Type).Include(a => a.Participants)
        .Where(a => a.OwnerId == accountId || a.Participants.Any(p => p.AccountId == accountId));

    private static ActivityView ToView(SeveraActivity a, Guid accountId, Guid? privateType) => new(
        a.Id,
        a.Version,
        a.OwnerId,
        a.OwnerId == accountId,
        a.IsPrivate(privateType),
        new ActivityInput
        {
            Title = a.Title,
            When = a.When(),
            TypeId = a.TypeId,
            Place = a.Place,
            Notes = a.Notes,
            Customer = a.Customer,
            Project = a.Project,
            Hours = a.Hours,
            ParticipantIds = [.. a.Participants.Select(p => p.AccountId)],
        });
}
