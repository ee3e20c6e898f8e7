using System.Reflection;

namespace Severa.CalendarSync.Web.Help;

/// <summary>The pages of the help: Markdown files of the repository's folder docs, embedded into this program.</summary>
public sealed class HelpTopics
{
    /// <summary>In the order people read them.</summary>
    public static readonly IReadOnlyList<string> Names = ["how-it-works", "restrictions", "errors", "delegate-user", "administration"];

    private readonly Lazy<IReadOnlyList<HelpTopic>> _all = new(() => [.. Names.Select(name => HelpMarkdown.Render(name, Read(name)))]);

    public IReadOnlyList<HelpTopic> All => _all.Value;

    public HelpTopic? Find(string name) => All.FirstOrDefault(topic => string.Equals(topic.Name, name, StringComparison.OrdinalIgnoreCase));

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"help/{name}.md")
            ?? throw new InvalidOperationException($"The help page {name} is not part of this program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
