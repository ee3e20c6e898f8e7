using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Activities;

namespace Severa.CalendarSync.Web.Demo;

/// <summary>Some activities in the coming weeks for each of the demo people.</summary>
internal sealed class DemoActivities(ActivityEditor editor, SyncDbContext db, TimeProvider time)
{
    private const string ZoneId = "Europe/Helsinki";

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById(ZoneId);

    public async Task SeedAsync(IReadOnlyList<Guid> people, CancellationToken cancellationToken)
    {
        var types = await db.ActivityTypes.ToDictionaryAsync(type => type.Name, type => type.Id, StringComparer.Ordinal, cancellationToken);
        var monday = Monday(Zones.DayOf(time.GetUtcNow(), Zone));
        for (var person = 0; person < people.Count; person++)
        {
            foreach (var plan in DemoPlan.Of(person))
            {
                await editor.CreateAsync(people[person], ToInput(plan, monday, types, people), cancellationToken);
            }
        }
    }

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static ActivityInput ToInput(DemoPlan plan, DateOnly monday, Dictionary<string, Guid> types, IReadOnlyList<Guid> people)
    {
        var day = monday.AddDays(plan.Day);
        return new ActivityInput
        {
            Title = plan.Title,
            Place = plan.Place,
            Notes = plan.Notes,
            Customer = plan.Customer,
            TypeId = types[plan.Type],
            When = plan.Hours == 0 ? When.AllDay(day, day.AddDays(plan.Days)) : When.Timed(At(day, plan.Hour), At(day, plan.Hour + plan.Hours), ZoneId),
            ParticipantIds = [.. plan.With.Select(index => people[index])],
        };
    }

    private static DateTimeOffset At(DateOnly day, double hour) => Zones.ToInstant(day.ToDateTime(TimeOnly.FromTimeSpan(TimeSpan.FromHours(hour))), Zone);
}
