using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Severa.CalendarSync.Web.TagHelpers;

/// <summary>
/// <c>&lt;form-row for="Input.Email" label="..." hint="..."&gt;&lt;input asp-for="Input.Email" /&gt;&lt;/form-row&gt;</c>:
/// label, field, hint and error, tied together for assistive technology by <see cref="FormFieldTagHelper"/>.
/// </summary>
[HtmlTargetElement("form-row")]
public sealed class FormRowTagHelper : TagHelper
{
    public required ModelExpression For { get; set; }

    public required string Label { get; set; }

    public string? Hint { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Init(TagHelperContext context) => context.Items[typeof(FormRowTagHelper)] = this;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var field = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "row");

        var label = new TagBuilder("label");
        label.Attributes["for"] = FieldId;
        label.InnerHtml.Append(Label);

        var box = new TagBuilder("div");
        box.InnerHtml.AppendHtml(field);
        AddParagraph(box, "hint", HintId, Hint);
        AddParagraph(box, "error", ErrorId, Error);
        output.Content.AppendHtml(label).AppendHtml(box);
    }

    internal string FieldId => TagBuilder.CreateSanitizedId(ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name), "_");

    internal string? Error =>
        ViewContext.ModelState.TryGetValue(ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name), out var entry) && entry.Errors.Count > 0
            ? entry.Errors[0].ErrorMessage
            : null;

    /// <summary>Ids of the hint and the error, for aria-describedby.</summary>
    internal string? DescribedBy =>
        (Hint, Error) switch
        {
            (null, null) => null,
            (_, null) => HintId,
            (null, _) => ErrorId,
            _ => $"{ErrorId} {HintId}",
        };

    private string HintId => FieldId + "-hint";

    private string ErrorId => FieldId + "-error";

    private static void AddParagraph(TagBuilder box, string cssClass, string id, string? text)
    {
        if (text is null)
        {
            return;
        }

        var paragraph = new TagBuilder("p");
        paragraph.AddCssClass(cssClass);
        paragraph.Attributes["id"] = id;
        paragraph.InnerHtml.Append(text);
        box.InnerHtml.AppendHtml(paragraph);
    }
}
