namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>Makes a failing story as small as it gets: steps are dropped, then what is left is made simpler.</summary>
internal static class Shrinker
{
    public static Story Smallest(Story failing, Func<Story, bool> fails)
    {
        for (var isSmaller = true; isSmaller;)
        {
            isSmaller = false;
            foreach (var simpler in Simpler(failing))
            {
                if (fails(simpler))
                {
                    failing = simpler;
                    isSmaller = true;
                    break;
                }
            }
        }

        return failing;
    }

    private static IEnumerable<Story> Simpler(Story story)
    {
        for (var size = story.Steps.Count / 2; size >= 1; size /= 2)
        {
            for (var from = 0; from + size <= story.Steps.Count; from += size)
            {
                yield return story with { Steps = [.. story.Steps.Take(from), .. story.Steps.Skip(from + size)] };
            }
        }

        foreach (var settings in Simpler(story.Settings))
        {
            yield return story with { Settings = settings };
        }

        for (var i = 0; i < story.Steps.Count; i++)
        {
            foreach (var step in Simpler(story.Steps[i]))
            {
                yield return story with { Steps = [.. story.Steps.Take(i), step, .. story.Steps.Skip(i + 1)] };
            }
        }
    }

    private static IEnumerable<Settings> Simpler(Settings settings)
    {
        var plain = new Settings();
        Settings[] simpler =
        [
            settings with { Mailboxes = Math.Max(1, settings.Mailboxes - 1) },
            settings with { Season = plain.Season },
            settings with { Winner = plain.Winner },
            settings with { PrivateRule = plain.PrivateRule },
            settings with { HasPersonalType = plain.HasPersonalType },
            settings with { HasBrake = false },
            settings with { IsSeveraShort = false },
            settings with { IsBudgetShort = false },
            settings with { Rewrites = false },
            settings with { OutlookHoursAhead = 0 },
            settings with { Decisions = 0 },
        ];
        return simpler.Where(s => s != settings);
    }

    private static IEnumerable<Step> Simpler(Step step) => step switch
    {
        Step.Run run => Simpler(run),
        Step.AddEntry { Kind: not EntryKind.Plain } add => [add with { Kind = EntryKind.Plain }],
        Step.AddEntry { Writing: not Writing.Plain } add => [add with { Writing = Writing.Plain }],
        Step.AddEntry { At.IsAllDay: true } add => [add with { At = add.At with { IsAllDay = false } }],
        Step.AddActivity { Writing: not Writing.Plain } add => [add with { Writing = Writing.Plain }],
        Step.AddActivity { At.IsAllDay: true } add => [add with { At = add.At with { IsAllDay = false } }],
        Step.AddActivity { Type: not TypeOfActivity.Meeting } add => [add with { Type = TypeOfActivity.Meeting }],
        Step.AddActivity { Guests: not 0 } add => [add with { Guests = 0 }],
        Step.AddActivity { HasBusinessData: true } add => [add with { HasBusinessData = false }],
        Step.Write { Writing: not Writing.Plain } write => [write with { Writing = Writing.Plain }],
        _ => [],
    };

    private static IEnumerable<Step> Simpler(Step.Run run)
    {
        for (var i = 0; i < run.Meanwhile.Count; i++)
        {
            yield return run with { Meanwhile = [.. run.Meanwhile.Take(i), .. run.Meanwhile.Skip(i + 1)] };
            yield return run.Meanwhile[i].Happens;
            foreach (var happens in Simpler(run.Meanwhile[i].Happens))
            {
                yield return run with { Meanwhile = [.. run.Meanwhile.Take(i), run.Meanwhile[i] with { Happens = happens }, .. run.Meanwhile.Skip(i + 1)] };
            }
        }

        Step.Run[] simpler =
        [
            run with { Trouble = null },
            run with { WithPreview = false },
            run with { IsFull = false },
            run with { Trouble = run.Trouble is { } t ? t with { KillAt = 0, IsInWrite = false } : null },
            run with { Trouble = run.Trouble is { } u ? u with { Fault = TestKit.Fault.None } : null },
        ];
        foreach (var one in simpler.Where(s => s != run))
        {
            yield return one;
        }
    }
}
