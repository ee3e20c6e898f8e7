using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Severa.CalendarSync.Web.TagHelpers;

/// <summary><c>&lt;empty-state title="..."&gt;What will appear here, and how.&lt;/empty-state&gt;</c></summary>
[HtmlTargetElement("empty-state")]
public sealed class EmptyStateTagHelper : TagHelper
{
    public required string Title { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var text = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "empty");
        var title = new TagBuilder("strong");
        title.InnerHtml.Append(Title);
        output.Content.AppendHtml(title).AppendHtml(text);
    }
}
