using Microsoft.Playwright;
using Severa.CalendarSync.Web.Tests.Browser;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>Looks at pages in both themes and two widths: takes pictures, asks axe, and measures. Problems are told together at the end.</summary>
internal sealed class Look
{
    private const int Wide = 1280;
    private const int Narrow = 390;

    private readonly List<string> _problems = [];

    /// <summary>Pages looked at, each in all themes and widths.</summary>
    public int Count { get; private set; }

    public IReadOnlyList<ColorScheme> Themes { get; set; } = [ColorScheme.Light, ColorScheme.Dark];

    public async Task AtAsync(IPage page, string name, string path, bool isOurs = true)
    {
        await page.SetViewportSizeAsync(Wide, 900);
        await page.GotoAsync(path);
        await HereAsync(page, name, isOurs);
    }

    /// <summary>The page as it stands. Hangfire's own pages are only pictured: their marks are not ours to judge.</summary>
    public async Task HereAsync(IPage page, string name, bool isOurs = true)
    {
        Count++;
        foreach (var theme in Themes)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = theme });
            foreach (var width in new[] { Wide, Narrow })
            {
                await page.SetViewportSizeAsync(width, 900);
                await PageCheck.PictureAsync(page, $"{name}-{theme}-{width}");
                if (isOurs)
                {
                    _problems.AddRange(await PageCheck.ProblemsAsync(page, $"{name} {theme} {width}"));
                }
            }
        }
    }

    public void AssertFine() => Assert.True(_problems.Count == 0, string.Join('\n', _problems));
}
