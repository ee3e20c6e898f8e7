using System.Net;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Web.Tests.Profile;
using Severa.CalendarSync.Web.Tests.Story;

namespace Severa.CalendarSync.Web.Tests.Connections;

/// <summary>R19, R23: another calendar under the same address, without what is linked, stays shut until its owner has proved it.</summary>
public sealed class ForeignCalendarTests
{
    private const string Profile = "/profile";

    [Fact]
    public async Task NothingIsWritten_ThePageAsksForTheProof_AndAfterItTheLinksFindTheirEntries()
    {
        await using var app = new AppFactory();
        using var outlook = new OutlookOf(app);
        using var codes = new SandboxReader(app.Address);
        using var aino = await app.SignInAsync(AppFactory.Aino);
        var runs = new SyncRuns(app);
        await aino.SwitchAsync(app, "on");
        await runs.SucceededAsync();
        var activities = await ActivitiesAsync(app);

        await outlook.ReplaceAsync();
        await outlook.AddAsync("Somebody else's", DateTimeOffset.UtcNow.AddDays(2));
        await aino.SwitchAsync(app, "run");
        await runs.FailedAsync();

        var page = await aino.ReadAsync(Profile);
        Assert.Contains("/help/errors#e17", page, StringComparison.Ordinal);
        Assert.Contains("/profile/proof/send", page, StringComparison.Ordinal);
        Assert.Equal(activities, await ActivitiesAsync(app));
        Assert.Equal(["Somebody else's"], (await outlook.AllAsync()).Select(e => e.Title));

        using var sent = await aino.PostAsync("/profile/proof/send", Profile);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        using var proved = await aino.PostAsync("/profile/proof/check", Profile, ("Code", Assert.Single(await codes.CodesAsync(AppFactory.Aino))));
        Assert.Equal(HttpStatusCode.Redirect, proved.StatusCode);
        await aino.SyncNowAsync(app, runs);

        // The pass that matches links anew makes nothing; the next one does.
        await aino.SyncNowAsync(app, runs);
        Assert.Contains("Somebody else's", await ActivitiesAsync(app));
        Assert.Superset(activities.ToHashSet(StringComparer.Ordinal), (await ActivitiesAsync(app)).ToHashSet(StringComparer.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> ActivitiesAsync(AppFactory app) => await app.QueryAsync(db =>
        db.Activities.Where(a => db.Users.Single(u => u.Id == a.OwnerId).Email == AppFactory.Aino).Select(a => a.Title).OrderBy(t => t).ToListAsync());
}
