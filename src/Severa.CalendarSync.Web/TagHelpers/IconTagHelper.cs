using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Severa.CalendarSync.Web.TagHelpers;

/// <summary><c>&lt;icon name="gear" /&gt;</c>: a drawing beside a word; it says nothing by itself.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    public required string Name { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Icons.Svg(Name));
    }
}
