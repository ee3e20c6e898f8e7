using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Decisions;

/// <summary>The rows below the heading "The decision table" of docs/how-it-works.md, in their order.</summary>
internal static class DecisionTable
{
    private const string Heading = "## The decision table";

    private static readonly string[] Columns =
        ["Name", "Link", "Entry", "Activity", "Kind of entry", "Kind of activity", "Made in", "Scope", "What happens and why"];

    public static IReadOnlyList<DecisionRow> Read()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "how-it-works.md"));
        var cells = lines
            .SkipWhile(l => l != Heading)
            .Where(l => l.StartsWith('|'))
            .Select(l => l.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .Where(c => !c[0].StartsWith('-'))
            .ToList();
        Assert.All(cells, c => Assert.Equal(Columns.Length, c.Length));
        return [.. cells.Where(c => !c.SequenceEqual(Columns)).Select(c => new DecisionRow(c))];
    }
}
