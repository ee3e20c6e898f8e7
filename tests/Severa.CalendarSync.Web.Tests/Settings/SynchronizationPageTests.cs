using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Tests.Settings;

public sealed class SynchronizationPageTests(AppFactory app) : IClassFixture<AppFactory>, IAsyncLifetime
{
    private const string Page = "/settings/synchronization";

    private Visitor _administrator = null!;

    public async Task InitializeAsync() => _administrator = await app.SignInAsync(AppFactory.Admin);

    [Fact]
    public async Task Everything_IsSaved()
    {
        using var saved = await SaveAsync(
            ("Input.Mode", "Stopped"), ("Input.WhoMaySwitchOn", "ChosenPeople"), ("Input.DaysBack", "10"), ("Input.DaysAhead", "20"), ("Input.IntervalMinutes", "15"),
            ("Input.Winner", "Severa"), ("Input.PrivateWithoutType", "DoNotSync"), ("Input.BrakeDeletions", "7"), ("Input.BrakeDeletionPercent", "3"),
            ("Input.BrakeNewTimes", "8"), ("Input.BrakeNewTimePercent", "4"));
        saved.AssertSaved();
        var now = await OrganizationAsync();
        Assert.Equal((SyncMode.Stopped, WhoMaySwitchOn.ChosenPeople, 10, 20, 15), (now.Mode, now.WhoMaySwitchOn, now.DaysBack, now.DaysAhead, now.IntervalMinutes));
        Assert.Equal((ConflictWinner.Severa, PrivateRule.DoNotSync), (now.Winner, now.PrivateWithoutType));
        Assert.Equal((7, 3, 8, 4), (now.BrakeDeletions, now.BrakeDeletionPercent, now.BrakeNewTimes, now.BrakeNewTimePercent));
    }

    [Fact]
    public async Task AllMistakes_AreShownTogether_AndWhatWasTypedStays()
    {
        var before = await OrganizationAsync();
        using var answer = await SaveAsync(("Input.DaysBack", "many"), ("Input.DaysAhead", ""), ("Input.IntervalMinutes", "61"), ("Input.BrakeDeletions", "0"));
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("autofocus", page, StringComparison.Ordinal);
        foreach (var field in new[] { "DaysBack", "DaysAhead", "IntervalMinutes", "BrakeDeletions" })
        {
            Assert.Contains($"href=\"#Input_{field}\"", page, StringComparison.Ordinal);
        }

        Assert.Contains("This value is not valid.", page, StringComparison.Ordinal);
        Assert.Contains("Enter a number from 1 to 60.", page, StringComparison.Ordinal);
        Assert.Contains("value=\"many\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"61\"", page, StringComparison.Ordinal);
        Assert.Equal(before.Version, (await OrganizationAsync()).Version);
    }

    [Theory]
    [InlineData("365", "365", true)]
    [InlineData("365", "366", false)]
    [InlineData("0", "730", true)]
    public async Task Window_IsAtMostTwoYears(string back, string ahead, bool isSaved)
    {
        using var answer = await SaveAsync(("Input.DaysBack", back), ("Input.DaysAhead", ahead));
        Assert.Equal(isSaved, answer.StatusCode == System.Net.HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task NewWindow_MakesEveryMailboxCompareEverything()
    {
        var mailbox = await app.SwitchOnAsync(AppFactory.Aino);
        await app.QueryAsync(db => db.Mailboxes.Where(m => m.Id == mailbox).ExecuteUpdateAsync(set => set.SetProperty(m => m.FullComparisonDueAt, DateTime.UtcNow.AddDays(1))));
        using var saved = await SaveAsync(("Input.Mode", "Stopped"), ("Input.DaysAhead", "77"));
        saved.AssertSaved();
        Assert.True(await app.QueryAsync(db => db.Mailboxes.Where(m => m.Id == mailbox).Select(m => m.FullComparisonDueAt < DateTime.UtcNow).SingleAsync()));
    }

    [Fact]
    public async Task AddOnOff_IsSaidAndFencesOffRunningMailboxes()
    {
        var mailbox = await app.SwitchOnAsync(AppFactory.Mikael);
        await app.QueryAsync(db => db.Mailboxes.Where(m => m.Id == mailbox).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.LeaseToken, 41).SetProperty(m => m.LeaseUntil, DateTime.UtcNow.AddMinutes(1))));
        using var saved = await SaveAsync(("Input.IsAddOnOn", "false"));
        saved.AssertSaved();
        Assert.Contains("off for the whole organization", await _administrator.ReadAsync(Page), StringComparison.Ordinal);
        var stopped = await app.QueryAsync(db => db.Mailboxes.SingleAsync(m => m.Id == mailbox));
        Assert.Equal(42, stopped.LeaseToken);
        Assert.NotNull(stopped.LeaseUntil);
    }

    [Fact]
    public async Task Saving_RequestsRunsOfMailboxesThatAreOn()
    {
        var mailbox = await app.SwitchOnAsync(AppFactory.Aino);
        var before = await RequestedAsync(mailbox);
        using var saved = await SaveAsync(("Input.Winner", "Outlook"), ("Input.IntervalMinutes", "9"));
        saved.AssertSaved();
        Assert.True(await RequestedAsync(mailbox) > before);
        Assert.True(await app.QueryAsync(db => db.Audit.AnyAsync(a => a.Action == AuditAction.SynchronizationSaved)));
    }

    [Fact]
    public async Task SavedMeanwhile_BySomebodyElse_IsNotOverwritten()
    {
        using var answer = await SaveAsync(("Input.IntervalMinutes", "33"), ("Input.Version", "-1"));
        Assert.Contains("Somebody else saved", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotEqual(33, (await OrganizationAsync()).IntervalMinutes);
    }

    public Task DisposeAsync()
    {
        _administrator.Dispose();
        return Task.CompletedTask;
    }

    private async Task<HttpResponseMessage> SaveAsync(params (string Name, string Value)[] typed)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Input.IsAddOnOn"] = "true", ["Input.Mode"] = "Normal", ["Input.WhoMaySwitchOn"] = "Everyone", ["Input.DaysBack"] = "30", ["Input.DaysAhead"] = "180",
            ["Input.IntervalMinutes"] = "5", ["Input.Winner"] = "Latest", ["Input.PrivateWithoutType"] = "Withhold", ["Input.BrakeDeletions"] = "10",
            ["Input.BrakeDeletionPercent"] = "10", ["Input.BrakeNewTimes"] = "20", ["Input.BrakeNewTimePercent"] = "30",
            ["Input.Version"] = $"{(await OrganizationAsync()).Version}",
        };
        foreach (var (name, value) in typed)
        {
            fields[name] = value;
        }

        return await _administrator.SendAsync(Page, null, [.. fields.Select(field => (field.Key, field.Value))]);
    }

    private Task<Organization> OrganizationAsync() => app.QueryAsync(db => db.Organizations.AsNoTracking().SingleAsync());

    private Task<long> RequestedAsync(Guid mailbox) => app.QueryAsync(db => db.Mailboxes.Where(m => m.Id == mailbox).Select(m => m.RequestedVersion).SingleAsync());
}
