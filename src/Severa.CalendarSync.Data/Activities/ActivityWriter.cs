using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Activities;

/// <summary>The sync's single writes to activities, within the transaction its caller holds.</summary>
internal sealed class ActivityWriter(SyncDbContext db, ActivityCalendarOf owner, DateTime now)
{
    private const string FirstVersion = "1";
    private readonly HashSet<Guid> _concerned = [];
    private readonly Dictionary<Guid, TimeZoneInfo> _zones = new() { [owner.AccountId] = owner.Zone };

    /// <summary>Everybody whom the writes so far concern.</summary>
    public IReadOnlyCollection<Guid> Concerned => _concerned;

    /// <summary>
    /// One link makes one activity. An existing one is answered as what it is: nobody knows what was made of it since.
    /// </summary>
    public async Task<WriteOutcome> CreateAsync(ItemDraft draft, CancellationToken cancellationToken)
    {
        if (await ExistingAsync(draft.LinkId, cancellationToken) is { } id)
        {
            return WriteOutcome.Done(ItemKey.Of(id.ToString("N")), FirstVersion) with { WasThere = true };
        }

        if (draft.TypeId is not { } typeId || !await TypeExistsAsync(typeId, cancellationToken))
        {
            return WriteOutcome.Refused("TypeMissing");
        }

        return TooLong(draft.Content) ?? Add(draft, typeId);
    }

    public async Task<WriteOutcome> UpdateAsync(ItemUpdate update, CancellationToken cancellationToken)
    {
        if (await LoadAsync(update.Key, cancellationToken) is not { } activity || !activity.Concerns(owner.AccountId))
        {
            return WriteOutcome.Stale("Gone");
        }

        if (activity.VersionText() != update.ExpectedVersion)
        {
            return WriteOutcome.Stale("Changed");
        }

        if (update.TypeId is { } typeId && !await MayHaveTypeAsync(activity, typeId, cancellationToken))
        {
            return WriteOutcome.Refused("TypeMissing");
        }

        return TooLong(update.Content) ?? await ApplyAsync(activity, update, cancellationToken);
    }

    /// <summary>The owner's deletion takes the activity, a participant's only his own part in it.</summary>
    public async Task<WriteOutcome> DeleteAsync(ItemDelete delete, CancellationToken cancellationToken)
    {
        if (await LoadAsync(delete.Key, cancellationToken) is not { } activity || !activity.Concerns(owner.AccountId))
        {
            return WriteOutcome.Done(delete.Key, delete.ExpectedVersion);
        }

        if (activity.VersionText() != delete.ExpectedVersion)
        {
            return WriteOutcome.Stale("Changed");
        }

        Touch(activity);
        activity.RemoveFor(owner.AccountId, now);
        return WriteOutcome.Done(delete.Key, activity.VersionText());
    }

    /// <summary>One that was deleted, and could still be restored, gives the link up: another one is made for it.</summary>
    private async Task<Guid?> ExistingAsync(Guid linkId, CancellationToken cancellationToken)
    {
        var all = db.Activities.IgnoreQueryFilters().Where(a => a.CreatedForLink == linkId);
        var found = await all.Select(a => new { a.Id, IsDeleted = a.DeletedAt != null }).SingleOrDefaultAsync(cancellationToken);
        if (found is { IsDeleted: true })
        {
            await all.ExecuteUpdateAsync(set => set.SetProperty(a => a.CreatedForLink, (Guid?)null), cancellationToken);
        }

        return found is { IsDeleted: false } ? found.Id : db.Activities.Local.FirstOrDefault(a => a.CreatedForLink == linkId)?.Id;
    }

    private WriteOutcome Add(ItemDraft draft, Guid typeId)
    {
        var activity = new SeveraActivity
        {
            Id = draft.OperationId ?? Guid.CreateVersion7(new DateTimeOffset(now)),
            TypeId = typeId,
            OwnerId = owner.AccountId,
            Title = draft.Content.Title,
            Place = draft.Content.Place,
            Notes = draft.Content.Notes,
            CreatedAt = now,
            CreatedForLink = draft.LinkId,
        };
        activity.MoveTo(draft.Content.When, owner.Zone);
        Touch(activity);
        db.Activities.Add(activity);
        return WriteOutcome.Done(activity.Key(), activity.VersionText());
    }

    private async Task<WriteOutcome> ApplyAsync(SeveraActivity activity, ItemUpdate update, CancellationToken cancellationToken)
    {
        activity.Title = update.Fields.Has(ItemFields.Title) ? update.Content.Title : activity.Title;
        activity.Place = update.Fields.Has(ItemFields.Place) ? update.Content.Place : activity.Place;
        activity.Notes = update.Fields.Has(ItemFields.Notes) ? update.Content.Notes : activity.Notes;
        activity.TypeId = update.TypeId ?? activity.TypeId;
        if (update.Fields.Has(ItemFields.When))
        {
            activity.MoveTo(update.Content.When, await ZoneOfAsync(activity.OwnerId, cancellationToken));
        }

        Touch(activity);
        return WriteOutcome.Done(activity.Key(), activity.VersionText());
    }

    private void Touch(SeveraActivity activity)
    {
        activity.Version++;
        activity.ModifiedAt = now;
        _concerned.UnionWith(activity.Concerned());
    }

    /// <summary>Only the owner's link decides on the type (R24).</summary>
    private async Task<bool> MayHaveTypeAsync(SeveraActivity activity, Guid typeId, CancellationToken cancellationToken) =>
        activity.TypeId == typeId || (activity.OwnerId == owner.AccountId && await TypeExistsAsync(typeId, cancellationToken));

    private async Task<SeveraActivity?> LoadAsync(ItemKey key, CancellationToken cancellationToken) =>
        BuiltInActivities.IdOf(key) is { } id
            ? await db.Activities.Include(a => a.Participants).SingleOrDefaultAsync(a => a.Id == id, cancellationToken)
            : null;

    private Task<bool> TypeExistsAsync(Guid typeId, CancellationToken cancellationToken) =>
        db.ActivityTypes.AnyAsync(t => t.Id == typeId, cancellationToken);

    private async Task<TimeZoneInfo> ZoneOfAsync(Guid accountId, CancellationToken cancellationToken)
    {
        if (!_zones.TryGetValue(accountId, out var zone))
        {
            zone = await AccountZones.OfAsync(db, accountId, cancellationToken);
            _zones.Add(accountId, zone);
        }

        return zone;
    }

    private static WriteOutcome? TooLong(ItemContent content)
    {
        var traits = BuiltInActivities.StoreTraits;
        return content.Title.Length > traits.MaxTitle || content.Place.Length > traits.MaxPlace || content.Notes.Length > traits.MaxNotes
            ? WriteOutcome.Refused("TooLong")
            : null;
    }
}
