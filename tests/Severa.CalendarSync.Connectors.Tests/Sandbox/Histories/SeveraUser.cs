using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox.Histories;

/// <summary>What the user does in Severa.</summary>
internal sealed class SeveraUser(HistoryWorld world)
{
    /// <summary>Where private entries are withheld there is no type for them, and nothing private begins in Severa.</summary>
    private Guid PrivateType => world.Service.Policy.PrivateTypeId ?? TestWorld.Holiday;

    public void Act()
    {
        var activities = world.Severa.Visible.Where(a => world.LifeOf(a.Content.Title) is not null).ToList();
        if (activities.Count == 0 || world.Chance(0.3))
        {
            Add();
            return;
        }

        var activity = world.Pick(activities);
        Edit(activity, world.LifeOf(activity.Content.Title)!);
    }

    private void Add()
    {
        var life = world.Begin("Severa");
        var type = world.Pick(TestWorld.Meeting, TestWorld.Meeting, TestWorld.Holiday, PrivateType);
        life.WasPrivate = type == PrivateType;
        world.Severa.UserAdds(
            new ItemContent { Title = life.Token + world.Text(), When = world.Time(), Place = world.Chance(0.5) ? world.Text() : "" },
            activity: new ActivityFacts(type));
    }

    private void Edit(StoredItem activity, TokenLife life)
    {
        var what = world.Pick("title", "title", "place", "notes", "time", "time", "type", "delete");
        world.Story.Add($"Severa {what}: {life} {activity.Id}");
        life.WasEdited |= what != "delete";
        switch (what)
        {
            case "title":
                Write(activity, life, ItemFields.Title, c => c with { Title = life.Token + world.Text() });
                break;
            case "place":
                Write(activity, life, ItemFields.Place, c => c with { Place = world.Text() });
                break;
            case "notes":
                Write(activity, life, ItemFields.Notes, c => c with { Notes = world.Text() + "\n" + world.Text() });
                break;
            case "time":
                world.Severa.UserChanges(activity, c => c with { When = life.IsSeries ? Nearby(c.When) : world.Time() });
                break;
            case "type":
                life.WasPrivate = true;
                activity.Activity = activity.Activity! with { TypeId = activity.Activity.TypeId == PrivateType ? TestWorld.Meeting : PrivateType };
                world.Severa.Touch(activity);
                break;
            default:
                life.WasDeleted = true;
                world.Severa.UserDeletes(activity);
                break;
        }
    }

    private void Write(StoredItem activity, TokenLife life, ItemFields field, Func<ItemContent, ItemContent> change)
    {
        world.Severa.UserChanges(activity, change);
        life.WasRetitled |= field == ItemFields.Title;
        life.LastWritten[(Side.Severa, field)] = activity.Content.Canonical(field);
    }

    /// <summary>An occurrence may move between its neighbours only; now and then the user tries further.</summary>
    private When Nearby(When when) => when.IsAllDay
        ? world.Time()
        : When.Timed(when.Start.AddHours(world.Number(-30, 30)), when.Start.AddHours(31));
}
