using Microsoft.Playwright;

namespace Severa.CalendarSync.Web.Tests.Story.Whole;

/// <summary>A browser before an empty service.</summary>
public sealed class StoryBrowser : BrowserFixture
{
    private const float Patience = 60_000;

    private StoryBrowser(StoryApp app)
        : base(app) => Assertions.SetDefaultExpectTimeout(Patience);

    public static async Task<StoryBrowser> StartAsync(StoryApp app)
    {
        var browser = new StoryBrowser(app);
        await browser.InitializeAsync();
        return browser;
    }

    /// <summary>A person at his own machine.</summary>
    public async Task<IPage> SitDownAsync()
    {
        var page = await OpenAsync();
        page.SetDefaultTimeout(Patience);
        return page;
    }
}
