using System.Net;
using System.Text.RegularExpressions;

namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>The notes of an entry, stored as they were written: text or HTML, converted only when asked for the other.</summary>
public sealed partial record NoteBody(bool IsHtml, string Value)
{
    public string AsText() => IsHtml ? StripHtml(Value) : Value;

    public string AsHtml() => IsHtml ? Value : WrapText(Value);

    private static string WrapText(string text) =>
        "<html>\r\n<head>\r\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\r\n</head>\r\n<body>\r\n<div class=\"PlainText\">"
        + WebUtility.HtmlEncode(text).ReplaceLineEndings("<br>\r\n") + "</div>\r\n</body>\r\n</html>\r\n";

    private static string StripHtml(string html)
    {
        var text = Invisible().Replace(html, "");
        text = Spaces().Replace(text, " ");
        text = Breaks().Replace(text, "\r\n");
        text = Tags().Replace(text, "");
        text = WebUtility.HtmlDecode(text).Replace('\u00A0', ' ');
        return string.Join("\r\n", text.Split("\r\n").Select(line => line.Trim())).Trim();
    }

    [GeneratedRegex("<!--.*?-->|<(?:head)\\b.*?</head>|<(?:style)\\b.*?</style>|<(?:script)\\b.*?</script>|<!doctype[^>]*>", RegexOptions.IgnoreCase | RegexOptions.Singleline, 1000)]
    private static partial Regex Invisible();

    [GeneratedRegex("\\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();

    [GeneratedRegex("<br\\s*/?>|</p>|</div>|</li>|</tr>|</h[1-6]>", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Breaks();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tags();
}
