using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Severa.CalendarSync.Web.TagHelpers;

public enum StateKind
{
    Off,
    Ok,
    Warn,
    Bad,
    Busy,
}

/// <summary><c>&lt;state-chip kind="Ok"&gt;In sync&lt;/state-chip&gt;</c>: a state as a word and a sign; the colour only repeats it.</summary>
[HtmlTargetElement("state-chip")]
public sealed class StateChipTagHelper : TagHelper
{
    public StateKind Kind { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.AddClass("chip", System.Text.Encodings.Web.HtmlEncoder.Default);
        if (Kind != StateKind.Off)
        {
            output.AddClass(Kind.ToString().ToLowerInvariant(), System.Text.Encodings.Web.HtmlEncoder.Default);
        }

        output.PreContent.SetHtmlContent($"<span aria-hidden=\"true\">{Sign}</span>");
    }

    private string Sign => Kind switch
    {
        StateKind.Ok => "✓",
        StateKind.Warn or StateKind.Bad => "!",
        StateKind.Busy => "…",
        StateKind.Off => "○",
    };
}
