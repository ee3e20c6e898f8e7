namespace Severa.CalendarSync.Core.Tests.Crashes;

/// <summary>What is different from an undisturbed run in the end.</summary>
internal sealed record Outcome(IReadOnlyList<string> TooMuch, IReadOnlyList<string> Missing, int Mails)
{
    public bool IsGood => TooMuch.Count == 0 && Missing.Count == 0 && Mails == 0;

    /// <summary>What everybody sees when nothing disturbs the scenario.</summary>
    public static List<string> Undisturbed(ScenarioWorld world)
    {
        world.RunOnce();
        world.Calm();
        world.Afterwards();
        world.Settle();
        return world.Shown();
    }

    public static Outcome Of(ScenarioWorld world, List<string> undisturbed)
    {
        world.Calm();
        world.Afterwards();
        world.Settle();
        var shown = world.Shown();
        return new Outcome(Without(shown, undisturbed), Without(undisturbed, shown), world.Mails);
    }

    public override string ToString() => $"too much: {string.Join("; ", TooMuch)}, missing: {string.Join("; ", Missing)}, mails: {Mails}";

    /// <summary>Multisets: one of two twins is not both.</summary>
    private static List<string> Without(List<string> all, List<string> known)
    {
        var rest = all.ToList();
        known.ForEach(k => rest.Remove(k));
        return rest;
    }
}
