using System.Text.RegularExpressions;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Severa.CalendarSync.Web.Help;

/// <summary>
/// Turns a Markdown file into a help page: raw HTML is shown as text, a heading that begins with an error's number gets it
/// as its anchor (#e7), links between the files become links between the pages, and drawings come with the page.
/// </summary>
internal static partial class HelpMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoIdentifiers().Build();

    public static HelpTopic Render(string name, string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        var title = TakeTitle(document) ?? name;
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            if (ErrorNumber().Match(Text(heading)) is { Success: true } match)
            {
                heading.GetAttributes().Id = match.Value.ToLowerInvariant();
            }
        }

        foreach (var link in document.Descendants<LinkInline>())
        {
            link.Url = link.IsImage ? HelpImages.AsData(link.Url) : ToPage(link.Url);
        }

        return new HelpTopic(name, title, document.ToHtml(Pipeline));
    }

    /// <summary>The page writes its title itself, as its only first-level heading.</summary>
    private static string? TakeTitle(MarkdownDocument document)
    {
        if (document.FirstOrDefault() is not HeadingBlock { Level: 1 } heading)
        {
            return null;
        }

        document.Remove(heading);
        return Text(heading);
    }

    private static string Text(HeadingBlock heading) =>
        string.Concat(heading.Inline?.Descendants<LiteralInline>().Select(literal => literal.Content.ToString()) ?? []);

    private static string? ToPage(string? url) =>
        url is not null && FileLink().Match(url) is { Success: true } match ? $"/help/{match.Groups["name"].Value}{match.Groups["anchor"].Value}" : url;

    [GeneratedRegex("^E[0-9]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ErrorNumber();

    [GeneratedRegex("^(?<name>[a-z-]+)\\.md(?<anchor>#[a-z0-9-]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileLink();
}
