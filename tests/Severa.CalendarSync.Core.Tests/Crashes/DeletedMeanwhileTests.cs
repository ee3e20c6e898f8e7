using System.Globalization;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.TestKit;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Core.Tests.Crashes;

/// <summary>
/// A worker is killed at any step, and a person deletes what it had made before another worker knows of it: that is a deletion like any
/// other. It takes the other half along, and nothing is made again.
/// </summary>
public sealed class DeletedMeanwhileTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(Side.Outlook)]
    [InlineData(Side.Severa)]
    public void Killed_at_every_step_what_was_made_and_is_deleted_before_the_next_run_stays_deleted(Side target)
    {
        var (failures, deleted) = (new List<string>(), 0);
        for (var step = 1; ; step++)
        {
            var world = Prepared(target);
            world.Organisation.Crashes.KillAt(step);
            try
            {
                world.Run(world.Anna);
                break;
            }
            catch (CrashException)
            {
                world.Calm();
            }

            var isDeleted = Delete(world.Anna[target]);
            deleted += isDeleted ? 1 : 0;
            world.Settle();
            var left = Shown(world.Anna[Side.Outlook]) + Shown(world.Anna[Side.Severa]);
            if (left != (isDeleted ? 0 : 2))
            {
                failures.Add($"killed at {world.Organisation.Crashes.KilledAt} ({step.ToString(CultureInfo.InvariantCulture)}), {(isDeleted ? "then deleted" : "not made yet")}: {left} left");
            }
        }

        output.WriteLine($"made in {target}: deleted after {deleted} of the kills");
        Assert.Empty(failures);
        Assert.True(deleted >= 4, "Hardly anything was made before a kill.");
    }

    /// <summary>The same pair had a half there before, which was deleted too, and is made again because its other half was edited.</summary>
    private static ScenarioWorld Prepared(Side target)
    {
        var world = new ScenarioWorld();
        var source = target.Other();
        var item = world.Anna[source].UserAdds(world.At("Talk", 3));
        world.Settle();
        Delete(world.Anna[target]);
        world.Anna[source].UserChanges(item, c => c with { Place = "Turku" });
        return world;
    }

    private static bool Delete(InMemorySide side)
    {
        if (side.Visible.SingleOrDefault() is not { } made)
        {
            return false;
        }

        side.UserDeletes(made);
        return true;
    }

    private static int Shown(InMemorySide side) => side.Visible.Count();
}
