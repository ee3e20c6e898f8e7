using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Web.Tests.Notifications;
using Severa.CalendarSync.Web.Tests.Processes;
using Severa.CalendarSync.Web.Tests.Story;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Faults;

/// <summary>Subscriptions that are lost again and again: nobody reads a word of it, and what was not heard is found.</summary>
[Collection(StoryCollection.Name)]
[Trait("Category", "FaultPages")]
public sealed class LostSubscriptionOnPagesTests(ITestOutputHelper output)
{
    private static readonly FaultRow Row = FaultRows.Of(FaultKind.SubscriptionLost);

    [Fact]
    public async Task Nobody_is_told_and_nothing_is_missed()
    {
        var (app, aino) = await NotifiedApp.WithAinoOnAsync();
        await using var _ = app;
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var faults = new SandboxFaults(app);
        using var outlook = new OutlookOf(app);
        var runs = new SyncRuns(app);
        var before = await runs.CountAsync();
        await faults.SwitchOnAsync(Row.Lasting);
        await outlook.AddAsync("Unheard", new DateTimeOffset(DateTime.UtcNow.Date.AddDays(1).AddHours(6), TimeSpan.Zero));
        await app.HasActivityAsync("Unheard");
        await Wait.UntilAsync(async () => await faults.SpoiledAsync() > 0, "a subscription to be lost", NotifiedApp.Patience);
        await AssertCalmAsync(aino, administrator);
        var wasted = await faults.SpoiledAsync();

        await faults.ClearAsync();
        await app.ListensToAsync(AppFactory.Aino);
        await runs.SucceededAsync();
        await AssertCalmAsync(aino, administrator);
        var after = await runs.CountAsync();
        output.WriteLine(FaultStory.Heading);
        output.WriteLine(new FaultStory(Row, "-", "-", after.Kept + after.Quiet - before.Kept - before.Quiet, wasted, 0).ToString());
        aino.Dispose();
    }

    private static async Task AssertCalmAsync(Visitor aino, Visitor administrator)
    {
        // A run may be under way: then the page shows that instead.
        await Wait.UntilAsync(
            async () =>
            {
                var page = await aino.ReadAsync(PageReader.Profile);
                Assert.Empty(ShownError.In(page));
                return System.Net.WebUtility.HtmlDecode(page).Contains("<span aria-hidden=\"true\">✓</span>", StringComparison.Ordinal);
            },
            "the profile to show that all is well",
            NotifiedApp.Patience);
        foreach (var page in new[] { "/overview", "/settings/exchange", "/settings/users" })
        {
            Assert.DoesNotContain("/help/errors#", await administrator.ReadAsync(page), StringComparison.Ordinal);
        }
    }
}
