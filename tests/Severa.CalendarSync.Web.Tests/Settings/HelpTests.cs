using System.Text.RegularExpressions;
using Severa.CalendarSync.Web.Help;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Tests.Settings;

public sealed partial class HelpTests
{
    private readonly HelpTopics _topics = new();

    [Fact]
    public void Errors_HaveAParagraphForEveryNumber()
    {
        var html = _topics.Find("errors")!.Html;
        Assert.All(ErrorText.Numbers, number => Assert.Contains($"<h3 id=\"e{number}\">", html, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryLinkBetweenThePages_LeadsSomewhere()
    {
        var broken = from topic in _topics.All
                     from Match link in Link().Matches(topic.Html)
                     let target = _topics.Find(link.Groups["name"].Value)
                     let anchor = link.Groups["anchor"].Value
                     where target is null || (anchor.Length > 0 && !target.Html.Contains($"id=\"{anchor}\"", StringComparison.Ordinal))
                     select $"{topic.Name}: {link.Value}";
        Assert.Empty(broken);
        Assert.Contains("id=\"what-triggers-a-sync\"", _topics.Find("how-it-works")!.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_InAFile_IsShownAsText()
    {
        var topic = HelpMarkdown.Render("x", "# Title\n\n<script>alert(1)</script> and <b>bold</b>\n\n[a](errors.md#e7)");
        Assert.Equal("Title", topic.Title);
        Assert.DoesNotContain("<script>", topic.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", topic.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"/help/errors#e7\"", topic.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void AWideTable_SaysInEachCellWhichColumnItIs()
    {
        var html = HelpMarkdown.Render("x", "# Title\n\n| A | B | C | D | E |\n|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 |\n\n| A | B |\n|---|---|\n| 1 | 2 |").Html;
        Assert.Contains("<td data-label=\"E\">5</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>2</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Drawings_ComeWithThePage_AndSayWhatTheyShow()
    {
        var images = Image().Matches(_topics.Find("how-it-works")!.Html);
        Assert.Equal(2, images.Count);
        Assert.All(images, image => Assert.StartsWith("data:image/svg+xml;base64,", image.Groups["source"].Value, StringComparison.Ordinal));
        Assert.All(images, image => Assert.NotEmpty(image.Groups["alt"].Value));
    }

    [Theory]
    [InlineData("https://example.org/x.svg")]
    [InlineData("images/../errors.md")]
    [InlineData("images/no-such-drawing.svg")]
    public void AnyOtherImage_IsNotAskedFor(string url) =>
        Assert.Contains("<img src=\"\"", HelpMarkdown.Render("x", $"# Title\n\n![A picture]({url})").Html, StringComparison.Ordinal);

    [GeneratedRegex("<img src=\"(?<source>[^\"]*)\" alt=\"(?<alt>[^\"]*)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Image();

    [GeneratedRegex("href=\"/help/(?<name>[a-z-]+)(#(?<anchor>[a-z0-9-]+))?\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
