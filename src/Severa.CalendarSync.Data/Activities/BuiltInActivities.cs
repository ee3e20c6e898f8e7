using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Configurations;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Ledger;
using Severa.CalendarSync.Data.Providers;

namespace Severa.CalendarSync.Data.Activities;

/// <summary>Whose activities a run reads and writes.</summary>
/// <param name="AccountId">The mailbox's account.</param>
/// <param name="MailboxId">The mailbox being run: its own writes do not make it due again.</param>
/// <param name="Zone">The account's zone.</param>
/// <param name="PrivateTypeId">The type private entries become, resolved by R2; null where there is none.</param>
public sealed record ActivityCalendarOf(Guid AccountId, Guid MailboxId, TimeZoneInfo Zone, Guid? PrivateTypeId);

/// <summary>
/// The activities of the built-in store as one side of the sync. They lie in the database of the ledger, so that what a worker writes
/// without its lease is refused here as well: an activity made by one that stood still would come back as a new one.
/// </summary>
public sealed class BuiltInActivities(IDbContextFactory<SyncDbContext> contexts, TimeProvider time, ActivityCalendarOf owner, IWriteFence fence) : ICalendarSide
{
    /// <summary>What the store can hold; the longest call is how long a writer waits for another one.</summary>
    public static readonly SideTraits StoreTraits = new(
        SeveraActivityConfiguration.MaxTitle,
        SeveraActivityConfiguration.MaxPlace,
        SeveraActivityConfiguration.MaxNotes,
        CarriesStamp: true,
        LongestCall: TimeSpan.FromSeconds(30));

    public SideTraits Traits => StoreTraits;

    /// <summary>The cursor is the account's revision. It is read first: a change in between is read again, never missed.</summary>
    public async Task<SideReading> ReadAsync(string? cursor, SyncWindow window, IKnownVersions known, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var revision = await RevisionAsync(db, cancellationToken);
        if (string.Equals(cursor, revision, StringComparison.Ordinal))
        {
            return new SideReading.Unchanged { Cursor = revision };
        }

        var activities = await InWindowAsync(db, window, cancellationToken);
        var owners = await OwnersEntries.OfAsync(db, activities, owner.AccountId, cancellationToken);
        var items = activities.ConvertAll(Seen (a) => new Seen.Fresh(ToItem(a, owners)));
        return new SideReading.Full(window, items) { Cursor = revision };
    }

    public async Task<IReadOnlyList<Sighting>> LookUpAsync(IReadOnlyList<ItemKey> keys, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = keys.Select(IdOf).OfType<Guid>().ToList();
        var found = await Complete(db).Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellationToken);
        var owners = await OwnersEntries.OfAsync(db, found.Values, owner.AccountId, cancellationToken);
        return [.. keys.Select(key => Sight(IdOf(key) is { } id ? found.GetValueOrDefault(id) : null, owners))];
    }

    public async Task<IReadOnlyList<CalendarItem>> FindAsync(Guid linkId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await Complete(db).Where(a => a.CreatedForLink == linkId).ToListAsync(cancellationToken);
        return [.. found.Where(a => a.Concerns(owner.AccountId)).Select(a => ToItem(a, []))];
    }

    /// <summary>An activity has the id of the try that made it, and is kept for some time after its deletion.</summary>
    public async Task<ItemKey?> FindRemovedAsync(Guid linkId, Guid operationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var isRemoved = await db.Activities.IgnoreQueryFilters()
            .AnyAsync(a => a.Id == operationId && a.OwnerId == owner.AccountId && a.DeletedAt != null, cancellationToken);
        return isRemoved ? ItemKey.Of(operationId.ToString("N")) : null;
    }

    /// <summary>Activities have plain notes only.</summary>
    public Task<IReadOnlyList<string?>> ReadNotesHtmlAsync(IReadOnlyList<ItemKey> keys, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string?>>([.. keys.Select(_ => (string?)null)]);

    public Task<IReadOnlyList<WriteOutcome>> CreateAsync(IReadOnlyList<ItemDraft> drafts, CancellationToken cancellationToken) =>
        WriteAsync(drafts, (writer, draft) => writer.CreateAsync(draft, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<WriteOutcome>> UpdateAsync(IReadOnlyList<ItemUpdate> updates, CancellationToken cancellationToken) =>
        WriteAsync(updates, (writer, update) => writer.UpdateAsync(update, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<WriteOutcome>> DeleteAsync(IReadOnlyList<ItemDelete> deletes, CancellationToken cancellationToken) =>
        WriteAsync(deletes, (writer, delete) => writer.DeleteAsync(delete, cancellationToken), cancellationToken);

    /// <summary>What a reading at this revision of the account's activities keeps.</summary>
    internal static string CursorOf(long revision) => revision.ToString(CultureInfo.InvariantCulture);

    internal static Guid? IdOf(ItemKey key) => Guid.TryParseExact(key.Id, "N", out var id) ? id : null;

    /// <summary>All writes of one call and what they raise are one transaction.</summary>
    private Task<IReadOnlyList<WriteOutcome>> WriteAsync<T>(
        IReadOnlyList<T> writes, Func<ActivityWriter, T, Task<WriteOutcome>> write, CancellationToken cancellationToken) =>
        Deadlocks.RetryAsync(() => WriteOnceAsync(writes, write, cancellationToken));

    private async Task<IReadOnlyList<WriteOutcome>> WriteOnceAsync<T>(
        IReadOnlyList<T> writes, Func<ActivityWriter, T, Task<WriteOutcome>> write, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var writer = new ActivityWriter(db, owner, time.GetUtcNow().UtcDateTime);
        var outcomes = new List<WriteOutcome>(writes.Count);
        foreach (var one in writes)
        {
            outcomes.Add(await write(writer, one));
        }

        try
        {
            await ActivityRevisions.RaiseAsync(db, writer.Concerned, owner.MailboxId, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await fence.HoldAsync(db, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody edited one of them between our reading and our writing: nothing of this call was written.
            return [.. outcomes.Select(o => o.Status == WriteStatus.Done ? WriteOutcome.Stale("ChangedMeanwhile") : o)];
        }

        return outcomes;
    }

    private async Task<string> RevisionAsync(SyncDbContext db, CancellationToken cancellationToken)
    {
        var value = await db.ActivityRevisions.Where(r => r.AccountId == owner.AccountId).Select(r => r.Value).SingleOrDefaultAsync(cancellationToken);
        return CursorOf(value);
    }

    /// <summary>The stored instants of all-day activities are their owners' midnights: a day more is asked for, then judged in this zone.</summary>
    private async Task<List<SeveraActivity>> InWindowAsync(SyncDbContext db, SyncWindow window, CancellationToken cancellationToken)
    {
        var (from, to) = (window.Start.UtcDateTime.AddDays(-1), window.End.UtcDateTime.AddDays(1));
        var near = await Complete(db)
            .Where(a => a.OwnerId == owner.AccountId || a.Participants.Any(p => p.AccountId == owner.AccountId))
            .Where(a => a.StartsAt < to && a.EndsAt >= from)
            .OrderBy(a => a.StartsAt).ThenBy(a => a.Id)
            .ToListAsync(cancellationToken);
        return near.FindAll(a => a.When().Overlaps(window, owner.Zone));
    }

    private static IQueryable<SeveraActivity> Complete(SyncDbContext db) =>
        db.Activities.AsNoTracking().Include(a => a.Type).Include(a => a.Participants);

    private CalendarItem ToItem(SeveraActivity activity, Dictionary<Guid, OwnersEntry> owners) =>
        activity.ToItem(owner.AccountId, owner.PrivateTypeId, owners.GetValueOrDefault(activity.Id));

    private Sighting Sight(SeveraActivity? activity, Dictionary<Guid, OwnersEntry> owners) => activity switch
    {
        null => new Sighting.Gone(),
        _ when activity.Concerns(owner.AccountId) => new Sighting.Present(ToItem(activity, owners)),
        _ => new Sighting.OutOfCalendar(),
    };
}
