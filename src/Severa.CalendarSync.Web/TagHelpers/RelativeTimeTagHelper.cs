using Microsoft.AspNetCore.Razor.TagHelpers;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.TagHelpers;

/// <summary>
/// <c>&lt;relative-time at="Model.LastSuccessAt" /&gt;</c>: "2 min ago" with the exact time behind it; the content, or a dash, where there is none.
/// </summary>
[HtmlTargetElement("relative-time")]
public sealed class RelativeTimeTagHelper(Times times) : TagHelper
{
    /// <summary>An instant of the database: UTC.</summary>
    public DateTime? At { get; set; }

    /// <summary>It tells of something to come: what is overdue comes in a moment.</summary>
    public bool IsAhead { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        if (At is { } at)
        {
            output.TagName = "time";
            output.Attributes.SetAttribute("datetime", Times.Iso(at));
            output.Attributes.SetAttribute("title", times.Exact(at));
            output.Content.SetContent(IsAhead ? times.Ahead(at) : times.Relative(at));
            return;
        }

        output.TagName = null;
        var otherwise = await output.GetChildContentAsync();
        if (otherwise.IsEmptyOrWhiteSpace)
        {
            output.Content.SetContent("–");
        }
    }
}
