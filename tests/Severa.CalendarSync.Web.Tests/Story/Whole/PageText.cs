using System.Net;
using System.Text.RegularExpressions;

namespace Severa.CalendarSync.Web.Tests.Story.Whole;

/// <summary>What a page says to somebody without a browser.</summary>
internal static partial class PageText
{
    public static string Between(string page, string mark, string end)
    {
        var start = page.IndexOf(mark, StringComparison.Ordinal);
        Assert.True(start >= 0, $"The page has no {mark}.");
        start += mark.Length;
        return WebUtility.HtmlDecode(page[start..page.IndexOf(end, start, StringComparison.Ordinal)]).Trim();
    }

    /// <summary>What a hidden field holds.</summary>
    public static string Field(string page, string name) => Between(page, $"name=\"{name}\" value=\"", "\"");

    /// <summary>The code that stands in an Outlook calendar.</summary>
    public static string Code(string calendar) => CodeInTitle().Match(calendar).Groups["code"].Value;

    [GeneratedRegex("your code is (?<code>[A-Z0-9-]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeInTitle();
}
