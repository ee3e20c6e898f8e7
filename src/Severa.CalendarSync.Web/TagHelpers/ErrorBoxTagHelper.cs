using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.TagHelpers;

/// <summary>
/// <c>&lt;error-box number="11" reference="..." next-try-at="..." /&gt;</c>: an error in the reader's words: what happened, the next step,
/// who can take it, when it is tried again, and a link to its help. Content goes below. Nothing without a number.
/// </summary>
[HtmlTargetElement("error-box")]
public sealed class ErrorBoxTagHelper(IStringLocalizer<ErrorTexts> errors, IStringLocalizer<SharedTexts> texts, Times times) : TagHelper
{
    public int? Number { get; set; }

    /// <summary>What the log knows this failure by.</summary>
    public string? Reference { get; set; }

    /// <summary>When the service tries again by itself. UTC.</summary>
    public DateTime? NextTryAt { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (Number is not { } number)
        {
            output.SuppressOutput();
            return;
        }

        var more = await output.GetChildContentAsync();
        var error = ErrorText.Of(number, errors);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "note bad");
        output.Content
            .AppendHtml(Paragraph(Tag("strong", error.Sentence)))
            .AppendHtml(Paragraph(Tag("span", error.Advice + " " + error.Who)))
            .AppendHtml(NextTry())
            .AppendHtml(Links(error))
            .AppendHtml(more);
    }

    private IHtmlContent NextTry()
    {
        if (NextTryAt is not { } at)
        {
            return HtmlString.Empty;
        }

        var time = Tag("time", times.Ahead(at));
        time.Attributes["datetime"] = Times.Iso(at);
        time.Attributes["title"] = times.Exact(at);
        var paragraph = Paragraph(Tag("span", texts["Error_NextTry"] + " "));
        paragraph.InnerHtml.AppendHtml(time);
        return paragraph;
    }

    private TagBuilder Links(ErrorText error)
    {
        var link = Tag("a", texts["Error_About", error.Code]);
        link.Attributes["href"] = error.HelpPath;
        var paragraph = Paragraph(link);
        paragraph.AddCssClass("small");
        if (Reference is not null)
        {
            paragraph.InnerHtml.Append(" · " + texts["Error_Reference", Reference]);
        }

        return paragraph;
    }

    private static TagBuilder Paragraph(TagBuilder content)
    {
        var paragraph = new TagBuilder("p");
        paragraph.InnerHtml.AppendHtml(content);
        return paragraph;
    }

    private static TagBuilder Tag(string name, string text)
    {
        var tag = new TagBuilder(name);
        tag.InnerHtml.Append(text);
        return tag;
    }
}
