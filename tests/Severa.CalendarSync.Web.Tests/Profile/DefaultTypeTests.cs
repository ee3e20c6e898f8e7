using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Policy;
using Severa.CalendarSync.Web.Tests.Settings;

namespace Severa.CalendarSync.Web.Tests.Profile;

/// <summary>A user may have a default type of his own (R2), and sets it on his profile.</summary>
public sealed class DefaultTypeTests(AppFactory app) : IClassFixture<AppFactory>
{
    [Fact]
    public async Task OwnDefault_IsWhatHisNewEntriesBecome_AndARunIsAskedFor()
    {
        var mailbox = await app.SwitchOnAsync(AppFactory.Aino);
        var (type, organization) = (await TypeAsync(t => t.IsActive && !t.IsDefault && t.Category == ActivityCategory.CalendarEntry), await TypeAsync(t => t.IsDefault));
        var before = await RequestedAsync(mailbox);
        using var aino = await app.SignInAsync(AppFactory.Aino);
        Assert.Contains($"The organization's default: {organization.Name}", await aino.ReadAsync("/profile"), StringComparison.Ordinal);

        using var saved = await SaveAsync(aino, type.Id.ToString());
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains($"value=\"{type.Id}\" selected=\"selected\"", await aino.ReadAsync("/profile"), StringComparison.Ordinal);
        Assert.Equal(type.Id, await RuleAsync(mailbox));
        Assert.True(await RequestedAsync(mailbox) > before);

        using var back = await SaveAsync(aino, "");
        Assert.Equal(organization.Id, await RuleAsync(mailbox));
    }

    [Theory]
    [InlineData(ActivityCategory.ProjectTask)]
    [InlineData(ActivityCategory.Personal)]
    public async Task TypeThatCannotBeADefault_IsRefused(ActivityCategory category)
    {
        using var mikael = await app.SignInAsync(AppFactory.Mikael);
        var type = await TypeAsync(t => t.Category == category);
        Assert.DoesNotContain(type.Id.ToString(), await mikael.ReadAsync("/profile"), StringComparison.Ordinal);
        using var refused = await SaveAsync(mikael, type.Id.ToString());
        Assert.Contains("Choose an activity type from the list.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(await app.QueryAsync(db => db.Users.Where(a => a.Email == AppFactory.Mikael).Select(a => a.DefaultTypeId).SingleAsync()));
    }

    /// <summary>His choice is remembered, and says that it does not count meanwhile.</summary>
    [Fact]
    public async Task DisabledType_StaysHisChoice_AndSaysSo()
    {
        var type = new ActivityType { Id = Guid.NewGuid(), Name = "Field work", Category = ActivityCategory.CalendarEntry, IsActive = false };
        await app.QueryAsync(db =>
        {
            db.ActivityTypes.Add(type);
            return db.SaveChangesAsync();
        });
        await app.QueryAsync(db => db.Users.Where(a => a.Email == AppFactory.Sari).ExecuteUpdateAsync(set => set.SetProperty(a => a.DefaultTypeId, type.Id).SetProperty(a => a.Language, "en")));
        using var sari = await app.SignInAsync(AppFactory.Sari);
        Assert.Contains("Field work (disabled", await sari.ReadAsync("/profile"), StringComparison.Ordinal);
        using var saved = await SaveAsync(sari, type.Id.ToString());
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
    }

    private static Task<HttpResponseMessage> SaveAsync(Visitor visitor, string type) => visitor.SendAsync(
        "/profile", null, ("Input.Name", "Somebody"), ("Input.TimeZone", "Europe/Helsinki"), ("Input.Language", "en"), ("Input.DefaultType", type));

    private Task<ActivityType> TypeAsync(System.Linq.Expressions.Expression<Func<ActivityType, bool>> which) =>
        app.QueryAsync(db => db.ActivityTypes.AsNoTracking().Where(which).OrderBy(t => t.Name).FirstAsync());

    private async Task<Guid> RuleAsync(Guid mailbox) =>
        (await app.Services.GetRequiredService<SyncPolicyReader>().ReadAsync(mailbox, CancellationToken.None)).DefaultTypeId;

    private Task<long> RequestedAsync(Guid mailbox) => app.QueryAsync(db => db.Mailboxes.Where(m => m.Id == mailbox).Select(m => m.RequestedVersion).SingleAsync());
}
