using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Tests.Faults;

/// <summary>An error as a page shows it: what happened, the next step with who can take it, and where its help is.</summary>
internal sealed partial record ShownError(string Sentence, string Advice, string Help)
{
    /// <summary>When the page says that it is tried again; null where it says nothing of that.</summary>
    public DateTime? NextTryAt { get; init; }

    /// <summary>What the resource files say of a number, in one language.</summary>
    public static ShownError Expected(AppFactory app, int number, string language)
    {
        var text = FaultWords.In(language, () => ErrorText.Of(number, app.Services.GetRequiredService<IStringLocalizer<ErrorTexts>>()));
        return new ShownError(text.Sentence, $"{text.Advice} {text.Who}", text.HelpPath);
    }

    /// <summary>All error boxes of a page, in its order.</summary>
    public static IReadOnlyList<ShownError> In(string page) => [.. Box().Matches(page).Select(Of)];

    /// <summary>Whatever else it is like, it is this error.</summary>
    public ShownError WithoutTime() => this with { NextTryAt = null };

    private static ShownError Of(Match box) => new(Text(box, "sentence"), Text(box, "advice"), Text(box, "help"))
    {
        NextTryAt = box.Groups["at"].Success ? DateTime.Parse(box.Groups["at"].Value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal) : null,
    };

    private static string Text(Match box, string group) => WebUtility.HtmlDecode(box.Groups[group].Value);

    [GeneratedRegex(
        """<div class="note bad"><p><strong>(?<sentence>[^<]*)</strong></p><p><span>(?<advice>[^<]*)</span></p>(<p><span>[^<]*</span><time datetime="(?<at>[^"]*)"[^>]*>[^<]+</time></p>)?<p class="small"><a href="(?<help>[^"]*)">""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Box();
}
