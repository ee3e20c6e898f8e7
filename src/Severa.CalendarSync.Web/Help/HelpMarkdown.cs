using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Helpers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Severa.CalendarSync.Web.Help;

/// <summary>
/// Turns a Markdown file into a help page: raw HTML is shown as text, a heading that begins with an error's number gets it
/// as its anchor (#e7), a heading that ends with {#anchor} that one, so that translations keep the anchors; links between the files become links between the pages, and drawings come with the page.
/// </summary>
internal static partial class HelpMarkdown
{
    /// <summary>So many columns fit on a narrow screen.</summary>
    private const int WidestTable = 4;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoIdentifiers().Build();

    public static HelpTopic Render(string name, string markdown, string language = HelpTopics.English)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        var title = TakeTitle(document) ?? name;
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            NameAnchor(heading);
        }

        foreach (var link in document.Descendants<LinkInline>())
        {
            link.Url = link.IsImage ? HelpImages.AsData(link.Url, language) : ToPage(link.Url);
        }

        foreach (var table in document.Descendants<Table>())
        {
            Stack(table);
        }

        return new HelpTopic(name, language, title, document.ToHtml(Pipeline));
    }

    private static void NameAnchor(HeadingBlock heading)
    {
        if (ErrorNumber().Match(Text(heading)) is { Success: true } number)
        {
            heading.GetAttributes().Id = number.Value.ToLowerInvariant();
        }

        if (heading.Inline?.LastChild is LiteralInline last && Anchor().Match(last.Content.ToString()) is { Success: true } anchor)
        {
            heading.GetAttributes().Id = anchor.Groups["id"].Value;
            last.Content = new StringSlice(last.Content.ToString()[..anchor.Index]);
        }
    }

    /// <summary>A wide table becomes cards on a narrow screen: each cell then says which column it is.</summary>
    private static void Stack(Table table)
    {
        var rows = table.OfType<TableRow>().ToList();
        var names = rows[0].OfType<TableCell>().Select(cell => Text(cell.Descendants<LiteralInline>())).ToList();
        if (names.Count <= WidestTable)
        {
            return;
        }

        table.GetAttributes().AddClass("stack");
        foreach (var row in rows.Skip(1))
        {
            foreach (var (cell, column) in row.OfType<TableCell>().Zip(names))
            {
                cell.GetAttributes().AddProperty("data-label", column);
            }
        }
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

    private static string Text(HeadingBlock heading) => Text(heading.Inline?.Descendants<LiteralInline>());

    private static string Text(IEnumerable<LiteralInline>? literals) => string.Concat(literals?.Select(literal => literal.Content.ToString()) ?? []);

    private static string? ToPage(string? url) =>
        url is not null && FileLink().Match(url) is { Success: true } match ? $"/help/{match.Groups["name"].Value}{match.Groups["anchor"].Value}" : url;

    [GeneratedRegex("^E[0-9]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ErrorNumber();

    [GeneratedRegex(" *\\{#(?<id>[a-z0-9-]+)\\}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Anchor();

    [GeneratedRegex("^(\\.\\./)?(?<name>[a-z-]+)\\.md(?<anchor>#[a-z0-9-]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileLink();
}
