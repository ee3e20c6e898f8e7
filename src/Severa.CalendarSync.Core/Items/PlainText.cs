namespace Severa.CalendarSync.Core.Items;

/// <summary>One way to write the same text, so that a side that rewrites line ends or trailing blanks causes no change.</summary>
public static class PlainText
{
    /// <summary>One line: no control characters, no white space around it.</summary>
    public static string Line(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var characters = text.Select(c => char.IsControl(c) ? ' ' : c).ToArray();
        return new string(characters).Trim();
    }

    /// <summary>Several lines: <c>\n</c> between them, no blanks at their ends, no empty lines at the end.</summary>
    public static string Lines(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var lines = text.ReplaceLineEndings("\n").Replace('\u00a0', ' ').Split('\n').Select(l => Allowed(l).TrimEnd());
        return string.Join('\n', lines).TrimEnd('\n');
    }

    /// <summary>The first <paramref name="length"/> characters, never cutting a surrogate pair.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return text[..end].TrimEnd();
    }

    /// <summary>XML 1.0 cannot carry other control characters than the tab within a line.</summary>
    private static string Allowed(string line) =>
        line.Any(c => char.IsControl(c) && c != '\t') ? new string([.. line.Where(c => !char.IsControl(c) || c == '\t')]) : line;
}
