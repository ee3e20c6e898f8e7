using System.Text.RegularExpressions;

namespace Severa.CalendarSync.Web.Tests.Authorization;

/// <summary>Who asks.</summary>
public enum Asker
{
    Anonymous,
    User,
    Other,
    Administrator,
    Operator,
}

/// <summary>One page or handler, and what each asker gets.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Page">The page by its path in the project.</param>
/// <param name="Handler">Empty for the page's own.</param>
/// <param name="Answers">In the order of <see cref="Asker"/>.</param>
internal sealed partial record MatrixRow(string Method, string Page, string Handler, IReadOnlyList<string> Answers)
{
    public string Name => $"{Method} {Page} {Handler}".TrimEnd();

    public static IReadOnlyList<MatrixRow> ReadAll()
    {
        using var stream = typeof(MatrixRow).Assembly.GetManifestResourceStream("authorization-matrix.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line[0] != '#')
            .Select(Read)];
    }

    private static MatrixRow Read(string line)
    {
        var words = Spaces().Split(line);
        var answers = words[^5..];
        return new MatrixRow(words[0], words[1], words.Length == 8 ? words[2] : "", answers);
    }

    [GeneratedRegex(" +", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Spaces();
}
