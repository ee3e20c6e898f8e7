using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Activities;

/// <summary>Reads a week or a month: one's own with everything, a colleague's without what is private.</summary>
public sealed class CalendarReader(ActivityEditor activities, SyncMarks marks, SyncDbContext db, Reader reader)
{
    /// <summary>Null where there is no such active person.</summary>
    public async Task<WeekView?> ReadWeekAsync(Guid personId, DateOnly monday, CancellationToken cancellationToken)
    {
        if (await NameOfAsync(personId, cancellationToken) is not { } name)
        {
            return null;
        }

        var found = await ListAsync(personId, monday, monday.AddDays(7), cancellationToken);
        var picture = WeekLayout.Of(monday, reader.Zone, Times(found));
        return new WeekView(personId, name, personId == reader.Id, picture, await ToCardsAsync(found, personId == reader.Id, cancellationToken));
    }

    /// <summary>The month of this day, with the rest of its weeks. Null where there is no such active person.</summary>
    public async Task<MonthView?> ReadMonthAsync(Guid personId, DateOnly day, CancellationToken cancellationToken)
    {
        if (await NameOfAsync(personId, cancellationToken) is not { } name)
        {
            return null;
        }

        var found = await ListAsync(personId, MonthLayout.BeginOf(day), MonthLayout.EndOf(day), cancellationToken);
        var picture = MonthLayout.Of(day, reader.Zone, Times(found));
        return new MonthView(personId, name, personId == reader.Id, picture, await ToCardsAsync(found, personId == reader.Id, cancellationToken));
    }

    private static List<(Guid Id, When When)> Times(IReadOnlyList<ActivityView> found) => [.. found.Select(a => (a.Id, a.Content.When))];

    private Task<string?> NameOfAsync(Guid personId, CancellationToken cancellationToken) =>
        db.Users.Where(a => a.Id == personId && a.IsActive).Select(a => (string?)a.DisplayName).SingleOrDefaultAsync(cancellationToken);

    /// <summary>All-day activities are stored at their owners' midnights: a day more on both sides, then the layout judges.</summary>
    private Task<IReadOnlyList<ActivityView>> ListAsync(Guid personId, DateOnly first, DateOnly after, CancellationToken cancellationToken) =>
        activities.ListAsync(personId, Zones.StartOfDay(first.AddDays(-1), reader.Zone), Zones.StartOfDay(after.AddDays(1), reader.Zone), cancellationToken);

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
