using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace Severa.CalendarSync.Web.Help;

/// <summary>
/// The pages of the help: Markdown files of the repository's folder docs, embedded into this program. Those of another language lie in a
/// folder named after it; what has not been written in a language yet is shown in English.
/// </summary>
public sealed class HelpTopics
{
    public const string English = "en";

    /// <summary>In the order people read them.</summary>
    public static readonly IReadOnlyList<string> Names = ["how-it-works", "restrictions", "errors", "delegate-user", "administration", "privacy"];

    private readonly ConcurrentDictionary<string, IReadOnlyList<HelpTopic>> _all = new(StringComparer.Ordinal);

    /// <summary>All pages for the reader of this request.</summary>
    public IReadOnlyList<HelpTopic> All => In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    public IReadOnlyList<HelpTopic> In(string language) => _all.GetOrAdd(language, wanted => [.. Names.Select(name => Topic(name, wanted))]);

    public HelpTopic? Find(string name) => All.FirstOrDefault(topic => string.Equals(topic.Name, name, StringComparison.OrdinalIgnoreCase));

    private static HelpTopic Topic(string name, string language) =>
        language != English && Read($"help/{language}/{name}.md") is { } text
            ? HelpMarkdown.Render(name, text, language)
            : HelpMarkdown.Render(name, Read($"help/{name}.md") ?? throw new InvalidOperationException($"The help page {name} is not part of this program."));

    private static string? Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
