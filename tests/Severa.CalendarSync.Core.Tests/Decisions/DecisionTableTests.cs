using Severa.CalendarSync.Core.Reconciliation;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Core.Tests.Decisions;

/// <summary>The decision table of docs/how-it-works.md says what the planner does, for every combination there is.</summary>
public sealed class DecisionTableTests(ITestOutputHelper output)
{
    private const int MostShown = 40;

    private static readonly IReadOnlyList<DecisionRow> Rows = DecisionTable.Read();
    private static readonly IReadOnlyList<(Combination Combination, DecisionRow? Row)> Possible =
        [.. Combination.All().Where(c => !Impossible.All.Any(i => i.Is(c))).Select(c => (c, Rows.FirstOrDefault(r => r.Fits(c))))];

    [Fact]
    public void Every_combination_has_a_named_row_that_says_what_the_planner_does()
    {
        var missing = Possible.Where(p => p.Row is null).Select(p => $"NO ROW: {p.Combination}");
        var tried = Possible.Where((p, i) => p.Row is not null && i % Effort.OneIn(3) == 0).ToList();
        var wrong = missing.Concat(tried.AsParallel().AsOrdered().Select(p => Judge(p.Combination, p.Row!)).OfType<string>()).ToList();

        output.WriteLine($"{Possible.Count} combinations, {tried.Count} of them planned, {Rows.Count} rows.");
        Assert.True(wrong.Count == 0, $"{wrong.Count} combinations are not as the table says:\n{string.Join('\n', wrong.Take(MostShown))}");
    }

    [Fact]
    public void Every_row_has_a_name_of_its_own_and_a_combination_that_reaches_it()
    {
        var reached = Possible.Select(p => p.Row).OfType<DecisionRow>().ToHashSet();

        Assert.Empty(Rows.Where(r => !reached.Contains(r)).Select(r => r.Name));
        Assert.Equal(Rows.Count, Rows.Select(r => r.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_reason_why_a_combination_cannot_be_leaves_one_out()
    {
        var unused = Impossible.All.Where(i => !Combination.All().Any(i.Is)).Select(i => i.Because);

        Assert.Empty(unused);
    }

    [Theory]
    [InlineData("cancelled or declined or plain", "plain;cancelled or declined")]
    [InlineData("any but meeting", "plain;cancelled or declined;private, not synced;series too long")]
    public void A_cell_lists_the_values_it_applies_to(string cell, string values) =>
        Assert.Equal(values.Split(';'), Words.EntryKinds.Where(Cell.Parse(cell, Words.EntryKinds).Contains));

    [Fact]
    public void A_word_that_no_column_knows_is_refused() =>
        Assert.Throws<FormatException>(() => Cell.Parse("plain or imaginary", Words.EntryKinds));

    private static string? Judge(Combination combination, DecisionRow row)
    {
        var (expected, actual) = (row.Expects(combination), Outcome.Of(Reconciler.Plan(new Situation(combination).ToInput())));
        return expected == actual ? null : $"{combination}\n    row \"{row.Name}\" says: {expected}\n    the planner does: {actual}";
    }
}
