using System.Text.RegularExpressions;

namespace Severa.CalendarSync.Core.Tests.Decisions;

/// <summary>The decision table of docs/fi/how-it-works.md says what the English one says, which is compared with the planner.</summary>
public sealed partial class FinnishDecisionTableTests
{
    private const string Heading = "## Päätöstaulukko {#the-decision-table}";

    /// <summary>The last column; what is between it and the name is made of the words of <see cref="FinnishWords"/>.</summary>
    private const int Why = 8;

    private static readonly string[] Columns =
        ["Nimi", "Linkki", "Merkintä", "Aktiviteetti", "Merkinnän laji", "Aktiviteetin laji", "Lähde", "Piiri", "Mitä tapahtuu ja miksi"];

    private static readonly IReadOnlyList<DecisionLine> English = DecisionTable.English();
    private static readonly IReadOnlyList<DecisionLine> Finnish = DecisionTable.Lines(Path.Combine("fi", "how-it-works.md"), Heading, Columns);

    [Fact]
    public void Each_section_has_as_many_rows() => Assert.Equal(
        English.Select(line => NotOfAnAnchor().Replace(line.Section.ToLowerInvariant(), "").Replace(' ', '-')),
        Finnish.Select(line => NamedAnchor().Match(line.Section).Groups["id"].Value));

    [Fact]
    public void Each_row_is_about_the_same_combinations() => Assert.Equal(
        English.Select(line => string.Join(" | ", line.Cells.Skip(1).SkipLast(1).Select(FinnishWords.Translate))),
        Finnish.Select(line => string.Join(" | ", line.Cells.Skip(1).SkipLast(1))));

    /// <summary>The first sentence of the last column is what happens: where it differs between two English rows, it differs in Finnish too.</summary>
    [Fact]
    public void The_same_happens_in_the_same_words()
    {
        var pairs = English.Zip(Finnish, (english, finnish) => (English: Outcome(english), Finnish: Outcome(finnish))).Distinct().ToList();

        Assert.Empty(pairs.GroupBy(pair => pair.English).Where(same => same.Count() > 1).SelectMany(same => same));
        Assert.Empty(pairs.GroupBy(pair => pair.Finnish).Where(same => same.Count() > 1).SelectMany(same => same));
    }

    [Fact]
    public void Names_and_explanations_are_written_in_Finnish()
    {
        Assert.All(English.Zip(Finnish), rows => Assert.All(new[] { 0, Why }, column =>
        {
            Assert.NotEmpty(rows.Second.Cells[column]);
            Assert.NotEqual(rows.First.Cells[column], rows.Second.Cells[column]);
        }));
        Assert.Equal(Finnish.Count, Finnish.Select(line => line.Cells[0]).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_word_that_the_glossary_does_not_know_is_refused() =>
        Assert.Throws<FormatException>(() => FinnishWords.Translate("any but imaginary"));

    private static string Outcome(DecisionLine line) => line.Cells[Why].Split('.')[0];

    [GeneratedRegex("[^a-z -]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotOfAnAnchor();

    [GeneratedRegex("\\{#(?<id>[a-z-]+)\\}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamedAnchor();
}
