namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>Names of hosts or domains: one per line as saved, in any case and with any separators as typed.</summary>
public static class HostLines
{
    private static readonly char[] Separators = ['\r', '\n', ' ', '\t', ',', ';'];

    /// <summary>In lower case, each once.</summary>
    public static IReadOnlyList<string> Of(string? lines) =>
    [
        .. (lines ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(name => name.ToLowerInvariant()).Distinct(StringComparer.Ordinal),
    ];

    public static string Lines(IEnumerable<string> names) => string.Join('\n', names.Order(StringComparer.Ordinal));
}
