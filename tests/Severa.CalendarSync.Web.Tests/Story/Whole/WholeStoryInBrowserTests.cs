using Severa.CalendarSync.Data.Entities;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Story.Whole;

/// <summary>A password and tokens, each in a real browser.</summary>
[Collection(StoryCollection.Name)]
public sealed class WholeStoryInBrowserTests(ITestOutputHelper output)
{
    public static TheoryData<ExchangeVersion> Versions => [.. StoryVersion.InBrowser];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_administrator_connects_a_user_switches_on_and_both_calendars_stay_equal(ExchangeVersion version)
    {
        var app = new VersionApp(StoryVersion.Of(version));
        await using var browser = await StoryBrowser.StartAsync(app);
        var administrator = new AdministratorInBrowser(await browser.SitDownAsync(), app);
        var aino = new UserInBrowser(await browser.SitDownAsync());
        using var story = new WholeStory(app, administrator, aino, output);
        await story.TellAsync();
    }
}
