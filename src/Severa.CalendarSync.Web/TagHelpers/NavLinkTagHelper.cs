using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Severa.CalendarSync.Web.TagHelpers;

/// <summary>
/// <c>&lt;nav-link href="/activities" icon="calendar"&gt;Activities&lt;/nav-link&gt;</c>: a link of the navigation,
/// marked while the reader is on that page or below it. <c>section</c> widens what counts as below.
/// </summary>
[HtmlTargetElement("nav-link")]
public sealed class NavLinkTagHelper : TagHelper
{
    public required string Href { get; set; }

    public string? Icon { get; set; }

    public string? Section { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "a";
        output.Attributes.SetAttribute("class", "nav");
        output.Attributes.SetAttribute("href", Href);
        var path = ViewContext.HttpContext.Request.Path;
        if (path.Equals(Href, StringComparison.OrdinalIgnoreCase))
        {
            output.Attributes.SetAttribute("aria-current", "page");
        }
        else if (path.StartsWithSegments(Section ?? Href, StringComparison.OrdinalIgnoreCase))
        {
            output.Attributes.SetAttribute("aria-current", "true");
        }

        if (Icon is not null)
        {
            output.PreContent.SetHtmlContent(Icons.Svg(Icon));
        }
    }
}
