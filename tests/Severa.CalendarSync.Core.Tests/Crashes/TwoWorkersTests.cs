using System.Globalization;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Core.Tests.Crashes;

/// <summary>
/// A worker stands still until its lease runs out, another one does its work, then the first goes on (decision 7).
/// It must notice, and nothing may be doubled, lost or mailed.
/// </summary>
public sealed class TwoWorkersTests(ITestOutputHelper output)
{
    public static TheoryData<string> AllScenarios => [.. Scenarios.All];

    [Theory]
    [MemberData(nameof(AllScenarios))]
    public void Overtaken_at_every_step_the_first_worker_stops_and_nothing_is_doubled_or_lost(string scenario)
    {
        var undisturbed = Outcome.Undisturbed(Scenarios.Prepare(scenario));
        var steps = Steps(Scenarios.Prepare(scenario));
        for (var step = 1; step <= steps; step++)
        {
            var world = Scenarios.Prepare(scenario);
            var (where, isStopped) = Overtake(world, step, killSecondAt: 0);
            Assert.True(isStopped || where is "ledger.open" or "ledger.completed", $"{scenario}: overtaken at {where} ({step.ToString(CultureInfo.InvariantCulture)}), the first worker went on.");
            Good(world, undisturbed, $"{scenario}, overtaken at {where} ({step.ToString(CultureInfo.InvariantCulture)})");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scenario}: overtaken at {steps} steps"));
    }

    /// <summary>The two take their steps together in thousands of ways; <c>tests/run.sh</c> tries each.</summary>
    [Theory]
    [InlineData("edits")]
    [InlineData("lost answers")]
    public void Overtaken_at_every_step_by_a_worker_that_is_killed_at_every_step_nothing_is_doubled_or_lost(string scenario)
    {
        var undisturbed = Outcome.Undisturbed(Scenarios.PrepareSmall(scenario));
        var (steps, pairs, stride) = (Steps(Scenarios.PrepareSmall(scenario)), 0, Effort.OneIn(4));
        for (var step = 1; step <= steps; step++)
        {
            for (var killAt = 1 + (step % stride); ; killAt += stride)
            {
                var world = Scenarios.PrepareSmall(scenario);
                var (where, _) = Overtake(world, step, killAt);
                if (world.Organisation.Crashes.KilledAt.Length == 0)
                {
                    break;
                }

                pairs++;
                Good(world, undisturbed, $"{scenario}, overtaken at {where} by a worker killed at {world.Organisation.Crashes.KilledAt}");
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scenario}: {pairs} pairs of steps"));
        Assert.True(pairs > steps, "The second worker was hardly ever killed.");
    }

    private static void Good(ScenarioWorld world, List<string> undisturbed, string where)
    {
        var outcome = Outcome.Of(world, undisturbed);
        Assert.True(outcome.IsGood, $"{where}: {outcome}");
    }

    /// <summary>How many steps the first run has when nobody overtakes it.</summary>
    private static int Steps(ScenarioWorld world)
    {
        world.Organisation.Crashes.Restart();
        world.Run(world.Anna);
        return world.Organisation.Crashes.Steps;
    }

    private static (string Where, bool IsStopped) Overtake(ScenarioWorld world, int step, int killSecondAt)
    {
        var (crashes, where) = (world.Organisation.Crashes, "");
        crashes.Restart();
        crashes.Meanwhile(step, () =>
        {
            where = crashes.LastStep;
            world.Organisation.Time.Advance(InMemoryLedger.Lease + TimeSpan.FromSeconds(1));
            crashes.KillAt(killSecondAt);
            try
            {
                world.Run(world.Anna);
            }
            catch (CrashException)
            {
                // The first worker goes on all the same.
            }
        });
        try
        {
            world.Run(world.Anna);
            return (where, false);
        }
        catch (LeaseLostException)
        {
            return (where, true);
        }
    }
}
