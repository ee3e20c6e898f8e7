using System.Globalization;
using Severa.CalendarSync.TestKit;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Core.Tests.Crashes;

/// <summary>R18: killed at every durable write and every call, the next run finishes the work.</summary>
public sealed class CrashMatrixTests(ITestOutputHelper output)
{
    private const int FewestPoints = 10;

    [Fact]
    public void Killed_at_every_step_nothing_is_doubled_nothing_lost_and_no_mail_sent()
    {
        var failures = new List<string>();
        foreach (var scenario in Scenarios.All)
        {
            failures.AddRange(Kill(scenario));
        }

        Assert.Empty(failures);
    }

    private List<string> Kill(string scenario)
    {
        var undisturbed = Outcome.Undisturbed(Scenarios.Prepare(scenario));
        var points = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (failures, outcomes) = (new List<string>(), new List<Outcome>());
        for (var step = 1; ; step++)
        {
            var world = Scenarios.Prepare(scenario);
            world.Organisation.Crashes.KillAt(step);
            try
            {
                world.RunOnce();
                break;
            }
            catch (CrashException)
            {
                var where = world.Organisation.Crashes.KilledAt;
                points[where] = points.GetValueOrDefault(where) + 1;
                var outcome = Outcome.Of(world, undisturbed);
                outcomes.Add(outcome);
                if (!outcome.IsGood)
                {
                    failures.Add($"{scenario}, killed at {where} ({step.ToString(CultureInfo.InvariantCulture)}): {outcome}");
                }
            }
        }

        Tell(scenario, points, outcomes);
        Assert.True(outcomes.Count >= FewestPoints, scenario + " has hardly any steps.");
        return failures;
    }

    /// <summary>One line of the table.</summary>
    private void Tell(string scenario, SortedDictionary<string, int> points, List<Outcome> outcomes) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{scenario,-18} {outcomes.Count,3} points | {outcomes.Sum(o => o.TooMuch.Count)} doubled | {outcomes.Sum(o => o.Missing.Count)} lost | {outcomes.Sum(o => o.Mails)} mails | {string.Join(", ", points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key} {p.Value}")))}"));
}
