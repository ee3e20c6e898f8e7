using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Rules;

/// <summary>R1, R2, R4, R5, R14: what travels, and that it travels once.</summary>
public sealed class BothWaysTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task A_new_entry_becomes_an_activity_of_the_default_type()
    {
        _world.Outlook.UserAdds(_world.At("Board meeting", place: "Helsinki", notes: "Agenda"));

        var report = await _world.RunAsync();

        var activity = Assert.Single(_world.Severa.Visible);
        Assert.Equal(("Board meeting", "Helsinki", "Agenda", TestWorld.Meeting), (activity.Content.Title, activity.Content.Place, activity.Content.Notes, activity.Activity!.TypeId));
        Assert.Equal(1, report.Counts.CreatedInSevera);
    }

    [Fact]
    public async Task A_private_entry_becomes_Personal()
    {
        _world.Outlook.UserAdds(_world.At("Dentist", privacy: Privacy.Private));

        await _world.RunAsync();

        Assert.Equal(("Dentist", TestWorld.Personal), (_world.Severa.Visible.Single().Content.Title, _world.Severa.Visible.Single().Activity!.TypeId));
    }

    [Fact]
    public async Task An_activity_of_a_ticked_type_becomes_a_stamped_entry()
    {
        var activity = _world.Severa.UserAdds(_world.At("Client visit"), activity: _world.OfType(TestWorld.Holiday));

        await _world.RunAsync();

        var entry = Assert.Single(_world.Outlook.Visible);
        Assert.Equal(("Client visit", ShowAs.OutOfOffice), (entry.Content.Title, entry.Content.ShowAs));
        Assert.Equal((Origin.Severa, activity.Id), (entry.Stamp!.Origin, entry.Stamp.ActivityId));
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000003")] // project task: never, although ticked
    [InlineData("00000000-0000-0000-0000-000000000004")] // not ticked
    public async Task Project_tasks_and_types_without_a_tick_stay_in_Severa(string type)
    {
        _world.Severa.UserAdds(_world.At("Work"), activity: _world.OfType(Guid.Parse(type)));

        await _world.RunAsync();

        Assert.Empty(_world.Outlook.Visible);
    }

    [Theory]
    [InlineData(Side.Outlook)]
    [InlineData(Side.Severa)]
    public async Task Every_field_edited_on_one_side_arrives_on_the_other(Side editedSide)
    {
        _world.Outlook.UserAdds(_world.At("Old title"));
        await _world.RunAsync();
        var (edited, other) = editedSide == Side.Outlook ? (_world.Outlook, _world.Severa) : (_world.Severa, _world.Outlook);

        edited.UserChanges(edited.Visible.Single(), _ => _world.At("New title", days: 3, place: "Turku", notes: "Line 1\nLine 2"));
        await _world.RunAsync();

        Assert.Equal(_world.At("New title", days: 3, place: "Turku", notes: "Line 1\nLine 2"), other.Visible.Single().Content);
    }

    [Theory]
    [InlineData(Side.Outlook)]
    [InlineData(Side.Severa)]
    public async Task A_deletion_travels(Side deletedSide)
    {
        _world.Outlook.UserAdds(_world.At("Lunch"));
        await _world.RunAsync();
        var (deleted, other) = deletedSide == Side.Outlook ? (_world.Outlook, _world.Severa) : (_world.Severa, _world.Outlook);

        deleted.UserDeletes(deleted.Visible.Single());
        await _world.RunAsync();

        Assert.Empty(other.Visible);
        Assert.Empty(_world.Ledger.Links);
    }

    [Fact]
    public async Task The_run_after_a_run_with_writes_plans_nothing_and_asks_once()
    {
        _world.Outlook.UserAdds(_world.At("From Outlook"));
        _world.Severa.UserAdds(_world.At("From Severa", days: 2));
        await _world.RunAsync();
        var (calls, writes) = (_world.Outlook.Calls, _world.Outlook.Writes + _world.Severa.Writes);

        var report = await _world.RunAsync();

        Assert.Equal(RunOutcome.Unchanged, report.Outcome);
        Assert.Equal((calls + 1, writes), (_world.Outlook.Calls, _world.Outlook.Writes + _world.Severa.Writes));
    }

    [Fact]
    public async Task Privacy_crosses_the_border_both_ways_with_the_type()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Talk"));
        await _world.RunAsync();

        _world.Outlook.UserChanges(entry, c => c with { Privacy = Privacy.Private });
        await _world.RunAsync();
        Assert.Equal(TestWorld.Personal, _world.Severa.Visible.Single().Activity!.TypeId);

        var activity = _world.Severa.Visible.Single();
        activity.Activity = _world.OfType(TestWorld.Meeting);
        _world.Severa.Touch(activity);
        await _world.RunAsync();
        Assert.Equal(Privacy.Normal, entry.Content.Privacy);
    }

    [Fact]
    public async Task A_type_chosen_later_stays_and_writes_no_sensitivity()
    {
        var entry = _world.Outlook.UserAdds(_world.At("Talk"));
        await _world.RunAsync();
        var activity = _world.Severa.Visible.Single();
        activity.Activity = _world.OfType(TestWorld.ToDo);
        _world.Severa.Touch(activity);

        await _world.RunAsync();
        _world.Outlook.UserChanges(entry, c => c with { Title = "Talk 2" });
        await _world.RunAsync();

        Assert.Equal(TestWorld.ToDo, activity.Activity.TypeId);
        Assert.Equal((Privacy.Normal, ShowAs.Free), (entry.Content.Privacy, entry.Content.ShowAs));
    }

    [Fact]
    public async Task Only_changed_fields_are_written()
    {
        _world.Outlook.UserAdds(_world.At("Talk", notes: "notes"));
        await _world.RunAsync();
        _world.Severa.UserChanges(_world.Severa.Visible.Single(), c => c with { Place = "Oulu" });

        var plan = await _world.PreviewAsync();

        Assert.Equal(ItemFields.Place, Assert.Single(plan.Actions).Fields);
    }

    [Fact]
    public async Task A_preview_changes_nothing_and_equals_the_run()
    {
        _world.Outlook.UserAdds(_world.At("From Outlook"));
        _world.Severa.UserAdds(_world.At("From Severa", days: 2));

        var plan = await _world.PreviewAsync();

        Assert.Equal((0, 0, 0), (_world.Outlook.Writes, _world.Severa.Writes, _world.Ledger.Links.Count));
        Assert.Equal([Side.Outlook, Side.Severa], plan.Actions.Select(a => a.Target).Order());
        await _world.RunAsync();
        Assert.Equal((1, 1), (_world.Outlook.Writes, _world.Severa.Writes));
    }
}
