using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.TagHelpers;

/// <summary><c>&lt;mailbox-chip state="..." /&gt;</c>: the state of a mailbox in a word.</summary>
[HtmlTargetElement("mailbox-chip", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MailboxChipTagHelper(IStringLocalizer<SharedTexts> texts) : TagHelper
{
    public MailboxState State { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        new StateChipTagHelper { Kind = State.Kind() }.Process(context, output);
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.SetContent(texts["State_" + State]);
    }
}
