using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.TestKit;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Core.Tests.Crashes;

/// <summary>R18: killed at every durable write and every call, the next run finishes the work.</summary>
public sealed class CrashMatrixTests(ITestOutputHelper output)
{
    public static TheoryData<string> Scenarios => ["first run", "edits", "deletions", "edit beats delete", "conflict", "series", "lost answers"];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Killed_at_every_step_nothing_is_doubled_and_nothing_lost(string scenario)
    {
        var points = 0;
        while (true)
        {
            var world = await PreparedAsync(scenario);
            world.Crashes.KillAt(points + 1);
            try
            {
                await world.RunAsync();
                break;
            }
            catch (CrashException)
            {
                points++;
                world.Crashes.Restart();
                world.Outlook.NextFault = world.Severa.NextFault = _ => Fault.None;
                await world.SettleAsync();
                Agree(world, $"{scenario}, killed at {world.Crashes.KilledAt} ({points})");
            }
        }

        output.WriteLine($"{scenario}: {points} points, 0 duplicates, 0 lost");
        Assert.True(points > 5, "The scenario has hardly any steps.");
    }

    private static async Task<TestWorld> PreparedAsync(string scenario)
    {
        var world = new TestWorld();
        var entries = Enumerable.Range(0, 4).Select(i => world.Outlook.UserAdds(world.At($"Entry {i}", days: 1 + i))).ToList();
        var activities = Enumerable.Range(0, 4).Select(i => world.Severa.UserAdds(world.At($"Activity {i}", days: 6 + i))).ToList();
        if (scenario == "series")
        {
            entries.AddRange(Enumerable.Range(0, 3).Select(i => world.Outlook.UserAdds(
                world.At("Weekly", days: 7 * i, hours: 3), series: "s", originalStart: world.Time.Start.AddDays(7 * i).AddHours(3))));
        }

        if (scenario is "first run" or "lost answers")
        {
            var calls = 0;
            world.Outlook.NextFault = name => scenario == "lost answers" && name == "create" && calls++ == 0 ? Fault.AnswerLost : Fault.None;
            return world;
        }

        await world.SettleAsync();
        switch (scenario)
        {
            case "edits":
                world.Outlook.UserChanges(entries[0], c => c with { Title = "Entry 0 edited" });
                world.Severa.UserChanges(activities[0], c => c with { Notes = "edited" });
                break;
            case "deletions":
                world.Outlook.UserDeletes(entries[0]);
                world.Severa.UserDeletes(activities[0]);
                break;
            case "edit beats delete":
                world.Outlook.UserDeletes(world.Outlook.Visible.Single(e => e.Content.Title == "Activity 0"));
                world.Severa.UserChanges(activities[0], c => c with { Title = "Activity 0 edited" });
                break;
            case "conflict":
                world.Outlook.UserChanges(entries[0], c => c with { Title = "outlook", Place = "Turku" });
                world.Severa.UserChanges(world.Severa.Visible.Single(a => a.Content.Title == "Entry 0"), c => c with { Title = "severa", Notes = "n" });
                break;
            case "series":
                foreach (var slot in entries.Skip(4))
                {
                    slot.OriginalStart = slot.OriginalStart!.Value.AddHours(1);
                    world.Outlook.UserChanges(slot, c => c with { When = When.Timed(c.When.Start.AddHours(1), c.When.End.AddHours(1)) });
                }

                world.Outlook.UserDeletes(entries[5]);
                break;
        }

        return world;
    }

    private static void Agree(TestWorld world, string where)
    {
        var outlook = world.Outlook.Visible.Select(i => i.Content.ToString()).Order(StringComparer.Ordinal);
        var severa = world.Severa.Visible.Select(i => i.Content.ToString()).Order(StringComparer.Ordinal);
        Assert.True(outlook.SequenceEqual(severa, StringComparer.Ordinal), where + ": " + string.Join("; ", world.Outlook.Visible.Select(i => i.Content.Title)) + " <> " + string.Join("; ", world.Severa.Visible.Select(i => i.Content.Title)));
        Assert.True(world.Ledger.Links.Count == world.Outlook.Visible.Count(), where + ": a link too many or too few");
    }
}
