using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Activities;

/// <summary>One change by a person, within the transaction its caller holds.</summary>
internal sealed class ActivityEdit(SyncDbContext db, DateTime now, CancellationToken cancellationToken)
{
    private readonly HashSet<Guid> _concerned = [];

    public DateTime Now => now;

    public async Task<SeveraActivity> LoadAsync(Guid accountId, Guid activityId, long version)
    {
        var activity = await db.Activities.Include(a => a.Participants).SingleOrDefaultAsync(a => a.Id == activityId, cancellationToken);
        if (activity is null || !activity.Concerns(accountId))
        {
            throw new ActivityEditException(ActivityProblem.NotFound);
        }

        if (activity.Version != version)
        {
            throw new ActivityEditException(ActivityProblem.ChangedMeanwhile);
        }

        _concerned.UnionWith(activity.Concerned());
        return activity;
    }

    public async Task FillAsync(SeveraActivity activity, ActivityInput input, bool asOwner)
    {
        Check(input);
        if (asOwner)
        {
            await FillBusinessDataAsync(activity, input);
        }
        else if (await Pairs(activity).OwnerHasMeetingAsync())
        {
            throw new ActivityEditException(ActivityProblem.NotAllowed);
        }

        activity.Title = PlainText.Line(input.Title);
        activity.Place = PlainText.Line(input.Place);
        activity.Notes = PlainText.Lines(input.Notes);
        if (activity.Version == 0 || !activity.When().Equals(input.When))
        {
            activity.MoveTo(input.When, await AccountZones.OfAsync(db, activity.OwnerId, cancellationToken));
        }
    }

    public void Add(SeveraActivity activity) => db.Activities.Add(activity);

    public async Task RemoveAsync(SeveraActivity activity, Guid accountId) =>
        activity.RemoveFor(accountId, now, await Pairs(activity).MeetingAsync());

    public async Task<SeveraActivity> RestoreAsync(Guid accountId, Guid activityId)
    {
        var activity = await db.Activities.IgnoreQueryFilters().Include(a => a.Participants)
            .SingleOrDefaultAsync(a => a.Id == activityId && a.OwnerId == accountId, cancellationToken);
        if (activity is null)
        {
            throw new ActivityEditException(ActivityProblem.NotFound);
        }

        if (activity.DeletedAt is not null)
        {
            activity.DeletedAt = null;
            await Pairs(activity).RestoreAsync(now);
        }

        return activity;
    }

    /// <summary>Saves, and tells everybody concerned before and after. A form sent back unchanged changes nothing.</summary>
    public async Task<IReadOnlyList<Guid>> SaveAsync(SeveraActivity activity)
    {
        if (!db.ChangeTracker.HasChanges())
        {
            return [];
        }

        activity.Version++;
        activity.ModifiedAt = now;
        _concerned.UnionWith(activity.Concerned());
        var mailboxes = await ActivityRevisions.RaiseAsync(db, _concerned, exceptMailbox: null, cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new ActivityEditException(ActivityProblem.ChangedMeanwhile);
        }

        return mailboxes;
    }

    private async Task FillBusinessDataAsync(SeveraActivity activity, ActivityInput input)
    {
        if (activity.TypeId != input.TypeId && !await db.ActivityTypes.AnyAsync(t => t.Id == input.TypeId && t.IsActive, cancellationToken))
        {
            throw new ActivityEditException(ActivityProblem.TypeMissing);
        }

        activity.TypeId = input.TypeId;
        activity.Customer = Empty(input.Customer);
        activity.Project = Empty(input.Project);
        activity.Hours = input.Hours;
        await FillParticipantsAsync(activity, [.. input.ParticipantIds.Where(id => id != activity.OwnerId)]);
    }

    private async Task FillParticipantsAsync(SeveraActivity activity, HashSet<Guid> wanted)
    {
        var existing = activity.Participants.Select(p => p.AccountId).ToHashSet();
        var added = wanted.Except(existing).ToList();
        if (added.Count > 0 && await db.Users.CountAsync(a => added.Contains(a.Id) && a.IsActive, cancellationToken) != added.Count)
        {
            throw new ActivityEditException(ActivityProblem.ParticipantMissing);
        }

        foreach (var gone in activity.Participants.Where(p => !wanted.Contains(p.AccountId)).ToList())
        {
            activity.Participants.Remove(gone);
        }

        foreach (var id in added)
        {
            activity.Participants.Add(new ActivityParticipant { ActivityId = activity.Id, AccountId = id });
        }
    }

    private PairsOfActivity Pairs(SeveraActivity activity) => new(db, activity, cancellationToken);

    private static void Check(ActivityInput input)
    {
        var traits = BuiltInActivities.StoreTraits;
        if (PlainText.Line(input.Title).Length == 0)
        {
            throw new ActivityEditException(ActivityProblem.TitleMissing);
        }

        if (input.Title.Length > traits.MaxTitle || input.Place.Length > traits.MaxPlace || input.Notes.Length > traits.MaxNotes
            || input.Customer?.Length > 200 || input.Project?.Length > 200)
        {
            throw new ActivityEditException(ActivityProblem.TooLong);
        }
    }

    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : PlainText.Line(text);
}
