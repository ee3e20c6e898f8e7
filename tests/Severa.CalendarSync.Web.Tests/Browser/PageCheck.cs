using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Web.Tests.Browser;

/// <summary>What holds for every page: a picture to look at, nothing for axe, no scrolling sideways.</summary>
internal static class PageCheck
{
    private const string NotTaken = "Unable to capture screenshot";

    /// <summary>The whole page as a PNG file. A busy browser sometimes has no frame to give: it is asked once more.</summary>
    public static async Task PictureAsync(IPage page, string name)
    {
        var options = new PageScreenshotOptions { Path = Path.Combine(Repository.Screenshots, name + ".png"), FullPage = true };
        try
        {
            await page.ScreenshotAsync(options);
        }
        catch (PlaywrightException e) when (e.Message.Contains(NotTaken, StringComparison.Ordinal))
        {
            await page.ScreenshotAsync(options);
        }
    }

    public static async Task<IReadOnlyList<string>> ProblemsAsync(IPage page, string name)
    {
        var problems = (await page.RunAxe()).Violations.Select(v => $"{name}: {v.Id} {v.Nodes[0].Html}").ToList();
        var excess = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (excess > 0)
        {
            problems.Add($"{name} scrolls sideways by {excess} px");
        }

        return problems;
    }

    public static async Task AssertFineAsync(IPage page, string name)
    {
        await PictureAsync(page, name);
        Assert.Empty(await ProblemsAsync(page, name));
    }
}
