using Severa.CalendarSync.Data.Entities;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Story.Whole;

/// <summary>The same story for every other line of the dropdown. Each has its own service and its own Exchange, so they need not run alone.</summary>
public sealed class WholeStoryOverHttpTests(ITestOutputHelper output)
{
    public static TheoryData<ExchangeVersion> Versions => [.. StoryVersion.OverHttp];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_administrator_connects_a_user_switches_on_and_both_calendars_stay_equal(ExchangeVersion version)
    {
        await using var app = new VersionApp(StoryVersion.Of(version));
        using var elli = app.Visit();
        using var aino = app.Visit();
        using var story = new WholeStory(app, new AdministratorOverHttp(elli, app), new UserOverHttp(aino, app), output);
        await story.TellAsync();
    }
}
