using Microsoft.Playwright;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>A browser before an empty service.</summary>
public sealed class StoryBrowser : BrowserFixture
{
    private const float Patience = 60_000;

    public StoryBrowser()
        : base(new StoryApp()) => Assertions.SetDefaultExpectTimeout(Patience);

    public StoryApp Story => (StoryApp)App;

    /// <summary>A person at his own machine.</summary>
    public async Task<IPage> SitDownAsync()
    {
        var page = await OpenAsync();
        page.SetDefaultTimeout(Patience);
        return page;
    }
}

/// <summary>Whole stories run alone: they wait for jobs that other tests would slow down.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class StoryCollection
{
    public const string Name = "stories";
}
