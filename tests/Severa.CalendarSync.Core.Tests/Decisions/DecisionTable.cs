using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Decisions;

/// <summary>The rows of the decision table on a page of docs, in their order.</summary>
internal static class DecisionTable
{
    private const string Heading = "## The decision table";
    private const string Section = "### ";

    /// <summary>Where a long word may be divided, so that the table fits on the page.</summary>
    private const string SoftHyphen = "&shy;";

    private static readonly string[] Columns =
        ["Name", "Link", "Entry", "Activity", "Kind of entry", "Kind of activity", "Made in", "Scope", "What happens and why"];

    public static IReadOnlyList<DecisionRow> Read() => [.. English().Select(line => new DecisionRow(line.Cells))];

    public static IReadOnlyList<DecisionLine> English() => Lines("how-it-works.md", Heading, Columns);

    /// <summary>The lines below a heading; each says below which heading of a section it stands.</summary>
    public static IReadOnlyList<DecisionLine> Lines(string page, string heading, IReadOnlyList<string> columns)
    {
        var lines = new List<DecisionLine>();
        var section = "";
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "docs", page)).SkipWhile(l => l != heading))
        {
            if (line.StartsWith(Section, StringComparison.Ordinal))
            {
                section = line[Section.Length..];
            }
            else if (line.StartsWith('|') && !line.StartsWith("|-", StringComparison.Ordinal))
            {
                lines.Add(new(section, line.Replace(SoftHyphen, "", StringComparison.Ordinal).Trim('|').Split('|', StringSplitOptions.TrimEntries)));
            }
        }

        Assert.All(lines, l => Assert.Equal(columns.Count, l.Cells.Count));
        return [.. lines.Where(l => !l.Cells.SequenceEqual(columns))];
    }
}
