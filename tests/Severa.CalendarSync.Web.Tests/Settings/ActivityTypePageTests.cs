using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Policy;

namespace Severa.CalendarSync.Web.Tests.Settings;

public sealed class ActivityTypePageTests(AppFactory app) : IClassFixture<AppFactory>, IAsyncLifetime
{
    private const string ListPage = "/settings/activity-types";

    private Visitor _administrator = null!;

    public async Task InitializeAsync() => _administrator = await app.SignInAsync(AppFactory.Admin);

    [Fact]
    public async Task List_ShowsProjectTasksAsNeverSynced_AndSuggestsPersonal()
    {
        var page = await _administrator.ReadAsync(ListPage);
        Assert.Contains("aria-label=\"Phone call: goes to Outlook\"", page, StringComparison.Ordinal);
        Assert.Contains("Never synced", page, StringComparison.Ordinal);
        Assert.Contains("Personal (suggested)", page, StringComparison.Ordinal);
        Assert.Contains("Nothing is deleted on either side", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unticking_SaysWhatItMeansAndRequestsRuns()
    {
        var mailbox = await app.SwitchOnAsync(AppFactory.Mikael);
        var before = await RequestedAsync(mailbox);
        using var saved = await SaveAsync([.. (await TickedAsync()).Where(name => name != "Phone call")]);
        saved.AssertSaved();
        var page = await _administrator.ReadAsync(ListPage);
        Assert.Contains("No longer going to Outlook: Phone call", page, StringComparison.Ordinal);
        Assert.Contains("become dormant", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Phone call", await TickedAsync(), StringComparer.Ordinal);
        Assert.Contains("Meeting", await TickedAsync(), StringComparer.Ordinal);
        Assert.True(await RequestedAsync(mailbox) > before);
    }

    [Fact]
    public async Task ProjectTask_Ticked_StaysUnticked()
    {
        using var saved = await SaveAsync([.. await TickedAsync(), "Project task"]);
        saved.AssertSaved();
        Assert.DoesNotContain("Project task", await TickedAsync(), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("Personal")]
    [InlineData("Project task")]
    public async Task Default_OfAnUnfitCategory_IsRefused(string name)
    {
        using var answer = await SaveAsync(await TickedAsync(), defaultName: name);
        Assert.Contains("Choose an active type of category", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await app.QueryAsync(db => db.ActivityTypes.CountAsync(t => t.IsDefault && t.Name == "Meeting")));
    }

    [Fact]
    public async Task PrivateEntries_MayHaveNoTypeOfTheirOwn_OrAnother_OrTheSuggested()
    {
        var holiday = await IdAsync("Holiday");
        using (var none = await SaveAsync(await TickedAsync(), privateEntries: "none"))
        {
            none.AssertSaved();
        }

        Assert.Null(await ResolvedAsync());
        using (var other = await SaveAsync(await TickedAsync(), privateEntries: holiday.ToString()))
        {
            other.AssertSaved();
        }

        Assert.Equal(holiday, await ResolvedAsync());
        using (var suggested = await SaveAsync(await TickedAsync(), privateEntries: ""))
        {
            suggested.AssertSaved();
        }

        Assert.Equal(await IdAsync("Personal"), await ResolvedAsync());
    }

    [Theory]
    [InlineData("not a guid")]
    [InlineData("6f6f1f0e-0000-0000-0000-000000000001")]
    public async Task PrivateEntries_OfAnUnknownType_AreRefused(string value)
    {
        using var answer = await SaveAsync(await TickedAsync(), privateEntries: value);
        Assert.Contains("Choose an active type for private entries", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Type_IsCreatedRenamedDisabledAndEnabled()
    {
        using (var created = await CreateAsync("Visit", "CalendarEntry"))
        {
            created.AssertSaved();
        }

        var page = $"{ListPage}/{await IdAsync("Visit")}";
        using (var renamed = await _administrator.SendAsync(page, null, ("Name", "Customer visit")))
        {
            renamed.AssertSaved();
        }

        using (var disabled = await _administrator.SendAsync(page, "Disable"))
        {
            disabled.AssertSaved();
        }

        Assert.False((await TypeAsync("Customer visit")).IsActive);
        using (var enabled = await _administrator.SendAsync(page, "Enable"))
        {
            enabled.AssertSaved();
        }

        Assert.True((await TypeAsync("Customer visit")).IsActive);
    }

    [Fact]
    public async Task NameInUse_InAnyLetterCase_IsRefused()
    {
        using var answer = await CreateAsync("pHONE call", "CalendarEntry");
        Assert.Contains("Another activity type has this name", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Meeting", "the default type")]
    [InlineData("Personal", "Private entries from Outlook become this type")]
    public async Task TypeThatIsNeeded_CannotBeDisabled_AndSaysWhy(string name, string why)
    {
        var page = $"{ListPage}/{await IdAsync(name)}";
        Assert.Contains(why, await _administrator.ReadAsync(page), StringComparison.Ordinal);
        using var answer = await _administrator.SendAsync(page, "Disable");
        Assert.Contains("class=\"summary\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True((await TypeAsync(name)).IsActive);
    }

    [Fact]
    public async Task UsedType_Disabled_KeepsItsActivities()
    {
        var before = await app.QueryAsync(db => db.Activities.CountAsync(a => a.Type!.Name == "To-do"));
        Assert.NotEqual(0, before);
        using var disabled = await _administrator.SendAsync($"{ListPage}/{await IdAsync("To-do")}", "Disable");
        disabled.AssertSaved();
        Assert.Equal(before, await app.QueryAsync(db => db.Activities.CountAsync(a => a.Type!.Name == "To-do")));
    }

    public Task DisposeAsync()
    {
        _administrator.Dispose();
        return Task.CompletedTask;
    }

    private async Task<HttpResponseMessage> SaveAsync(IReadOnlyList<string> ticked, string defaultName = "Meeting", string privateEntries = "")
    {
        var fields = new List<(string, string)> { ("Input.DefaultId", $"{await IdAsync(defaultName)}"), ("Input.PrivateEntries", privateEntries) };
        foreach (var name in ticked)
        {
            fields.Add(("Input.GoesToOutlook", $"{await IdAsync(name)}"));
        }

        return await _administrator.SendAsync(ListPage, null, [.. fields]);
    }

    private Task<HttpResponseMessage> CreateAsync(string name, string category) =>
        _administrator.SendAsync(ListPage + "/new", null, ("Input.Name", name), ("Input.Category", category));

    private Task<List<string>> TickedAsync() => app.QueryAsync(db => db.ActivityTypes.Where(t => t.GoesToOutlook).Select(t => t.Name).ToListAsync());

    private Task<ActivityType> TypeAsync(string name) => app.QueryAsync(db => db.ActivityTypes.AsNoTracking().SingleAsync(t => t.Name == name));

    private async Task<Guid> IdAsync(string name) => (await TypeAsync(name)).Id;

    private Task<Guid?> ResolvedAsync() => app.QueryAsync(db => PrivateType.ResolveAsync(db, CancellationToken.None));

    private Task<long> RequestedAsync(Guid mailbox) => app.QueryAsync(db => db.Mailboxes.Where(m => m.Id == mailbox).Select(m => m.RequestedVersion).SingleAsync());
}
