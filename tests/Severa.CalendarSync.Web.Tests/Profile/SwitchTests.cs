using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Profile;
using Severa.CalendarSync.Web.Tests.Processes;

namespace Severa.CalendarSync.Web.Tests.Profile;

/// <summary>Nobody, an administrator included, switches on somebody else's sync: tried on the page, its handlers and the service.</summary>
public sealed class SwitchTests(AppFactory app) : IClassFixture<AppFactory>
{
    [Theory]
    [InlineData(AppFactory.Admin, "on")]
    [InlineData(AppFactory.Admin, "off")]
    [InlineData(AppFactory.Admin, "run")]
    [InlineData(AppFactory.Mikael, "on")]
    [InlineData(AppFactory.Mikael, "off")]
    public async Task Handler_WithAnotherAccount_IsForbidden(string email, string handler)
    {
        using var visitor = await app.SignInAsync(email);
        using var answer = await visitor.PostAsync($"/profile/switch/{handler}", "/profile", await AccountFieldAsync(AppFactory.Aino));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(await IsOnAsync(AppFactory.Aino));
    }

    [Theory]
    [InlineData("/profile/{0}")]
    [InlineData("/profile/index/{0}")]
    [InlineData("/settings/users/{0}/switch/on")]
    public async Task PageOfAnotherAccount_DoesNotExist(string path)
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var answer = await administrator.GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, await app.AccountIdAsync(AppFactory.Aino)));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Service_ForAnotherAccount_Refuses()
    {
        var (administrator, aino) = (await app.AccountIdAsync(AppFactory.Admin), await app.AccountIdAsync(AppFactory.Aino));
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext
        {
            User = new ClaimsPrincipal(new ClaimsIdentity(
                [new Claim(ClaimTypes.NameIdentifier, administrator.ToString()), new Claim(ClaimTypes.Role, Roles.Administrator)], "test")),
        };
        var service = scope.ServiceProvider.GetRequiredService<OwnSwitch>();
        await Assert.ThrowsAsync<NotOwnMailboxException>(() => service.EnableAsync(aino, CancellationToken.None));
        await Assert.ThrowsAsync<NotOwnMailboxException>(() => service.DisableAsync(aino, CancellationToken.None));
        await Assert.ThrowsAsync<NotOwnMailboxException>(() => service.RunAsync(aino, CancellationToken.None));
        Assert.False(await IsOnAsync(AppFactory.Aino));
    }

    [Fact]
    public async Task Owner_SwitchesOn_RunsAtOnce_AndOffAgain()
    {
        using var mikael = await app.SignInAsync(AppFactory.Mikael);
        using var on = await mikael.PostAsync("/profile/switch/on", "/profile", await AccountFieldAsync(AppFactory.Mikael));
        Assert.Equal("/profile#sync", on.Headers.Location!.ToString());
        Assert.Contains("aria-checked=\"true\"", await mikael.ReadAsync("/profile"), StringComparison.Ordinal);
        await Wait.UntilAsync(HasRunAsync, "the first run to succeed", TimeSpan.FromSeconds(60));
        Assert.True(await HasRunAsync());
        Assert.Contains("Created in Severa", await mikael.ReadAsync("/profile/history"), StringComparison.Ordinal);
        Assert.Contains("Done", await mikael.ReadAsync("/profile/runs"), StringComparison.Ordinal);

        using var off = await mikael.PostAsync("/profile/switch/off", "/profile", await AccountFieldAsync(AppFactory.Mikael));
        var page = await mikael.ReadAsync("/profile");
        Assert.Contains("The links sleep; nothing was deleted.", page, StringComparison.Ordinal);
        Assert.Contains("aria-checked=\"false\"", page, StringComparison.Ordinal);
        Assert.Equal(
            [AuditAction.SyncSwitchedOn, AuditAction.SyncSwitchedOff],
            await app.QueryAsync(db => db.Audit
                .Where(a => a.Action == AuditAction.SyncSwitchedOn || a.Action == AuditAction.SyncSwitchedOff)
                .OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()));
    }

    private async Task<(string Name, string Value)> AccountFieldAsync(string email) => ("Account", (await app.AccountIdAsync(email)).ToString());

    private Task<bool> IsOnAsync(string email) => app.QueryAsync(db => db.Mailboxes.AnyAsync(m => m.Account!.Email == email && m.IsEnabled));

    private Task<bool> HasRunAsync() => app.QueryAsync(db => db.Mailboxes.AnyAsync(m => m.Account!.Email == AppFactory.Mikael && m.LastSuccessAt != null));
}
