using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Severa.CalendarSync.Web.TagHelpers;

/// <summary>A field inside a <see cref="FormRowTagHelper"/>: looks like one, and names its hint and error.</summary>
[HtmlTargetElement("input", Attributes = "asp-for", TagStructure = TagStructure.WithoutEndTag)]
[HtmlTargetElement("select", Attributes = "asp-for")]
[HtmlTargetElement("textarea", Attributes = "asp-for")]
public sealed class FormFieldTagHelper : TagHelper
{
    // After the framework's own helpers, which set type and id.
    public override int Order => 1000;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!context.Items.TryGetValue(typeof(FormRowTagHelper), out var item) || item is not FormRowTagHelper row
            || output.Attributes["type"]?.Value is "hidden" or "checkbox" or "radio")
        {
            return;
        }

        output.AddClass("in", System.Text.Encodings.Web.HtmlEncoder.Default);
        if (row.DescribedBy is { } ids)
        {
            output.Attributes.SetAttribute("aria-describedby", ids);
        }

        if (row.Error is not null)
        {
            output.Attributes.SetAttribute("aria-invalid", "true");
        }
    }
}
