using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Web.Help;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Tests.Settings;

public sealed partial class HelpTests
{
    private readonly HelpTopics _topics = new();

    [Theory]
    [InlineData("en")]
    [InlineData("fi")]
    public void Errors_HaveAParagraphForEveryNumber_WithNextStepAndWho(string language)
    {
        var topic = Find("errors", language);
        var paragraphs = topic.Html.Split("<h3 ")[1..];
        Assert.Equal(ErrorText.Numbers.Append(0).Order(), paragraphs.Select(p => int.Parse(Number().Match(p).Groups["number"].Value, CultureInfo.InvariantCulture)).Order());
        var (next, who) = language == "fi" ? ("Seuraava askel:", "Kuka:") : ("Next step:", "Who:");
        Assert.All(paragraphs, p => Assert.True(p.Contains(next, StringComparison.Ordinal) && p.Contains(who, StringComparison.Ordinal), p));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fi")]
    public void EveryCode_IsListedWithItsNumber(string language)
    {
        var rows = Find("errors", language).Html.Split("<tr>")[1..].Where(row => row.Contains("<code>", StringComparison.Ordinal)).ToList();
        Assert.All(ExchangeErrors.Codes, code =>
        {
            var row = Assert.Single(rows, r => r.Contains($"<code>{code}</code>", StringComparison.Ordinal));
            var number = ExchangeErrors.NumberOf(code);
            Assert.True(row.Contains($"href=\"#e{number}\"", StringComparison.Ordinal) || (number == 0 && row.Contains("<td>–</td>", StringComparison.Ordinal)), code);
        });
    }

    /// <summary>Links of the app and of mails lead to the same paragraph, whatever the reader's language is.</summary>
    [Fact]
    public void Finnish_HasTheAnchorsOfEnglish() => Assert.All(
        _topics.In("fi"),
        topic => Assert.Equal(Anchors(Find(topic.Name, "en")), Anchors(topic)));

    [Fact]
    public void What_IsNotWrittenInALanguage_IsShownInEnglish()
    {
        Assert.Equal(HelpTopics.Names, _topics.In("sv").Select(topic => topic.Name));
        Assert.All(_topics.In("sv"), topic => Assert.Equal("en", topic.Language));
        Assert.All(_topics.In("fi"), topic => Assert.Equal("fi", topic.Language));
    }

    [Fact]
    public void Heading_CanNameItsAnchor()
    {
        var topic = HelpMarkdown.Render("x", "# Otsikko\n\n## Yhteys ja kirjautuminen {#connection}\n\n[a](../how-it-works.md#x)", "fi");
        Assert.Contains("<h2 id=\"connection\">Yhteys ja kirjautuminen</h2>", topic.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"/help/how-it-works#x\"", topic.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fi")]
    public void EveryLinkBetweenThePages_LeadsSomewhere(string language)
    {
        var broken = from topic in _topics.In(language)
                     from Match link in Link().Matches(topic.Html)
                     let target = _topics.In(language).FirstOrDefault(t => t.Name == link.Groups["name"].Value)
                     let anchor = link.Groups["anchor"].Value
                     where target is null || (anchor.Length > 0 && !target.Html.Contains($"id=\"{anchor}\"", StringComparison.Ordinal))
                     select $"{topic.Name}: {link.Value}";
        Assert.Empty(broken);
        Assert.Contains("id=\"what-triggers-a-sync\"", Find("how-it-works", language).Html, StringComparison.Ordinal);
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

    [Theory]
    [InlineData("en")]
    [InlineData("fi")]
    public void Drawings_ComeWithThePage_AndSayWhatTheyShow(string language)
    {
        var images = Image().Matches(Find("how-it-works", language).Html);
        Assert.Equal(2, images.Count);
        Assert.All(images, image => Assert.StartsWith("data:image/svg+xml;base64,", image.Groups["source"].Value, StringComparison.Ordinal));
        Assert.All(images, image => Assert.NotEmpty(image.Groups["alt"].Value));
    }

    [Fact]
    public void Drawings_SpeakTheLanguageOfTheReader()
    {
        var (english, finnish) = (Words("en"), Words("fi"));
        Assert.NotEmpty(english);
        Assert.Equal(english.Count, finnish.Count);
        Assert.All(english.Zip(finnish), pair => Assert.NotEqual(pair.First, pair.Second));

        IReadOnlyList<string> Words(string language) =>
            [.. Image().Matches(Find("how-it-works", language).Html).SelectMany(image => Word().Matches(Drawing(image)).Select(word => word.Groups["word"].Value))];
    }

    [Theory]
    [InlineData("https://example.org/x.svg")]
    [InlineData("images/../errors.md")]
    [InlineData("images/no-such-drawing.svg")]
    public void AnyOtherImage_IsNotAskedFor(string url) =>
        Assert.Contains("<img src=\"\"", HelpMarkdown.Render("x", $"# Title\n\n![A picture]({url})").Html, StringComparison.Ordinal);

    private HelpTopic Find(string name, string language) => _topics.In(language).Single(topic => topic.Name == name);

    private static string Drawing(Match image) => Encoding.UTF8.GetString(Convert.FromBase64String(image.Groups["source"].Value.Split(',')[1]));

    private static IEnumerable<string> Anchors(HelpTopic topic) => Heading().Matches(topic.Html).Select(match => match.Value);

    [GeneratedRegex("<h[23] id=\"[^\"]+\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("^id=\"e(?<number>[0-9]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex("<img src=\"(?<source>[^\"]*)\" alt=\"(?<alt>[^\"]*)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Image();

    [GeneratedRegex("<(text|title|desc)[^>]*>(?<word>[^<]+)<", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex("href=\"/help/(?<name>[a-z-]+)(#(?<anchor>[a-z0-9-]+))?\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
