using Microsoft.Playwright;
using Severa.CalendarSync.Web.Tests.Browser;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>
/// Looks at pages in both themes and two widths: takes pictures, asks axe, and measures. Problems are told together at the end.
/// Each theme at one width, unless <c>CALSYNC_LOOKS=all</c> asks for all four ways, for whoever wants to see them.
/// </summary>
internal sealed class Look
{
    private const int Wide = 1280;
    private const int Narrow = 390;

    private static readonly (ColorScheme Theme, int Width)[] Ways = Environment.GetEnvironmentVariable("CALSYNC_LOOKS") == "all"
        ? [(ColorScheme.Light, Wide), (ColorScheme.Light, Narrow), (ColorScheme.Dark, Wide), (ColorScheme.Dark, Narrow)]
        : [(ColorScheme.Light, Wide), (ColorScheme.Dark, Narrow)];

    private readonly List<string> _problems = [];

    /// <summary>Pages looked at.</summary>
    public int Count { get; private set; }

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
        foreach (var (theme, width) in Ways)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = theme });
            await page.SetViewportSizeAsync(width, 900);
            await PageCheck.PictureAsync(page, $"{name}-{theme}-{width}");
            if (isOurs)
            {
                _problems.AddRange(await PageCheck.ProblemsAsync(page, $"{name} {theme} {width}"));
            }
        }
    }

    public void AssertFine() => Assert.True(_problems.Count == 0, string.Join('\n', _problems));
}
