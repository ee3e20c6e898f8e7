using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Activities;

/// <summary>Reads a week: one's own with everything, a colleague's without what is private.</summary>
public sealed class WeekReader(ActivityEditor activities, SyncMarks marks, SyncDbContext db, Reader reader)
{
    /// <summary>Null where there is no such active person.</summary>
    public async Task<WeekView?> ReadAsync(Guid personId, DateOnly monday, CancellationToken cancellationToken)
    {
        var name = await db.Users.Where(a => a.Id == personId && a.IsActive).Select(a => a.DisplayName).SingleOrDefaultAsync(cancellationToken);
        if (name is null)
        {
            return null;
        }

        // All-day activities are stored at their owners' midnights: a day more on both sides, then the layout judges.
        var found = await activities.ListAsync(
            personId, Zones.StartOfDay(monday.AddDays(-1), reader.Zone), Zones.StartOfDay(monday.AddDays(8), reader.Zone), cancellationToken);
        var isOwn = personId == reader.Id;
        var cards = await ToCardsAsync(found, isOwn, cancellationToken);
        var picture = WeekLayout.Of(monday, reader.Zone, [.. found.Select(a => (a.Id, a.Content.When))]);
        return new WeekView(personId, name, isOwn, picture, cards);
    }

    private async Task<Dictionary<Guid, ActivityCard>> ToCardsAsync(IReadOnlyList<ActivityView> found, bool isOwn, CancellationToken cancellationToken)
    {
        var types = await db.ActivityTypes.ToDictionaryAsync(t => t.Id, t => t.Name, cancellationToken);
        var own = await marks.ReadAsync(isOwn ? [.. found.Select(a => a.Id)] : [], cancellationToken);
        return found.ToDictionary(a => a.Id, a => ToCard(a, types[a.Content.TypeId], own.GetValueOrDefault(a.Id)));
    }

    /// <summary>Private ones are told to their owner and to those who take part, to nobody else.</summary>
    private ActivityCard ToCard(ActivityView activity, string typeName, SyncMark? mark)
    {
        var mayRead = !activity.IsPrivate || activity.OwnerId == reader.Id || activity.Content.ParticipantIds.Contains(reader.Id);
        return mayRead
            ? new ActivityCard(activity.Id, activity.Content.Title, activity.Content.Place, typeName, activity.Content.When, activity.IsPrivate, mark)
            : new ActivityCard(activity.Id, null, "", "", activity.Content.When, IsPrivate: true, Mark: null);
    }
}
