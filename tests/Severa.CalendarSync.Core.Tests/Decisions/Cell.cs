namespace Severa.CalendarSync.Core.Tests.Decisions;

/// <summary>One cell of the table: the values it applies to. "any", "any but X or Y", "X or Y".</summary>
internal static class Cell
{
    private const string Any = "any";
    private const string But = "any but ";
    private const string Or = " or ";

    /// <exception cref="FormatException">A word that the column does not know.</exception>
    public static IReadOnlySet<string> Parse(string text, IReadOnlyList<string> column)
    {
        if (text == Any)
        {
            return column.ToHashSet(StringComparer.Ordinal);
        }

        return text.StartsWith(But, StringComparison.Ordinal)
            ? column.Except(Values(text[But.Length..], column), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal)
            : Values(text, column).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A word may itself contain "or": the longest that fits is taken.</summary>
    private static IEnumerable<string> Values(string text, IReadOnlyList<string> column)
    {
        var words = column.Concat(Words.Groups.Keys.Where(g => Words.Groups[g].Any(column.Contains))).OrderByDescending(w => w.Length).ToList();
        for (var rest = text; ;)
        {
            var word = words.Find(w => rest == w || rest.StartsWith(w + Or, StringComparison.Ordinal))
                ?? throw new FormatException($"\"{rest}\" begins with no word of its column; they are: {string.Join("; ", words)}.");
            foreach (var value in Words.Groups.TryGetValue(word, out var group) ? group : [word])
            {
                yield return value;
            }

            if (rest == word)
            {
                yield break;
            }

            rest = rest[(word.Length + Or.Length)..];
        }
    }
}
