using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Tests.Settings;

namespace Severa.CalendarSync.Web.Tests.Accounts;

/// <summary>An address is a mailbox (R23): what is no other address changes nothing, and nobody gives himself another one.</summary>
public sealed class UserAddressTests(AppFactory app) : IClassFixture<AppFactory>
{
    [Theory]
    [InlineData("sari.korhonen@contoso.test")]
    [InlineData(" Sari.Korhonen@Contoso.test ")]
    public async Task SameAddress_LeavesSyncAndHistoryAsTheyAre(string typed)
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        var mailbox = await app.SwitchOnAsync(AppFactory.Sari);
        using var answer = await administrator.SendAsync(Person(await app.AccountIdAsync(AppFactory.Sari)), "Address", ("Address.Email", typed));

        Assert.Contains("This is the address already", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var after = await app.QueryAsync(db => db.Mailboxes.AsNoTracking().SingleAsync(m => m.Id == mailbox));
        Assert.Equal((true, true, null), (after.IsEnabled, after.ProvedAt is not null, after.HistoryVisibleFrom));
    }

    [Fact]
    public async Task OwnAddress_IsChangedByAnotherAdministrator_WhereThereIsOne()
    {
        var (admin, aino) = (await app.AccountIdAsync(AppFactory.Admin), await app.AccountIdAsync(AppFactory.Aino));
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        Assert.Contains("Address.Email", await administrator.ReadAsync(Person(admin)), StringComparison.Ordinal);

        using var second = await administrator.SendAsync(Person(aino), "Roles", ("Assigned.IsAdministrator", "true"));
        var page = await administrator.ReadAsync(Person(admin));
        Assert.DoesNotContain("Address.Email", page, StringComparison.Ordinal);
        Assert.Contains("whose mailbox you open: Aino Virtanen.", page, StringComparison.Ordinal);
        using var refused = await administrator.SendAsync(Person(admin), "Address", ("Address.Email", AppFactory.Mikael));
        Assert.Contains("Another administrator can.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(admin, await app.AccountIdAsync(AppFactory.Admin));

        using var first = await administrator.SendAsync(Person(aino), "Roles", ("Assigned.IsOperator", "false"));
        using var allowed = await administrator.SendAsync(Person(admin), "Address", ("Address.Email", "other.admin@contoso.test"));
        Assert.Equal(HttpStatusCode.Redirect, allowed.StatusCode);
        using var again = await app.SignInAsync("other.admin@contoso.test");
        using var back = await again.SendAsync(Person(admin), "Address", ("Address.Email", AppFactory.Admin));
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
    }

    /// <summary>Both or none: what the audit does not tell has not happened.</summary>
    [Fact]
    public async Task WithoutItsLineInTheAudit_NothingIsChanged()
    {
        var id = await app.AccountIdAsync(AppFactory.Mikael);
        var mailbox = await app.SwitchOnAsync(AppFactory.Mikael);
        await app.QueryAsync(db => db.Database.ExecuteSqlRawAsync("CREATE TRIGGER full BEFORE INSERT ON Audit BEGIN SELECT RAISE(ABORT, 'full'); END"));
        try
        {
            await using var scope = app.Services.CreateAsyncScope();
            await Assert.ThrowsAsync<DbUpdateException>(
                () => scope.ServiceProvider.GetRequiredService<UserAddress>().ChangeAsync(id, Guid.Empty, "m.lind@contoso.test", CancellationToken.None));
            await using var another = app.Services.CreateAsyncScope();
            await Assert.ThrowsAsync<DbUpdateException>(
                () => another.ServiceProvider.GetRequiredService<UserChanges>().SetChosenAsync(id, isChosen: true, CancellationToken.None));
        }
        finally
        {
            await app.QueryAsync(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER full"));
        }

        var (account, after) = await app.QueryAsync(async db => (
            await db.Users.AsNoTracking().SingleAsync(a => a.Id == id), await db.Mailboxes.AsNoTracking().SingleAsync(m => m.Id == mailbox)));
        Assert.Equal((AppFactory.Mikael, false), (account.Email, account.IsChosen));
        Assert.Equal((AppFactory.Mikael, true, true), (after.Address, after.IsEnabled, after.ProvedAt is not null));
    }

    [Fact]
    public async Task WhoIsChosen_IsToldByTheAudit_WhenItChanges()
    {
        var id = await app.AccountIdAsync(AppFactory.Sari);
        foreach (var isChosen in new[] { true, true, false })
        {
            await using var scope = app.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<UserChanges>().SetChosenAsync(id, isChosen, CancellationToken.None);
        }

        AuditAction[] told = [AuditAction.AccountChosen, AuditAction.AccountNotChosen];
        Assert.Equal(told, await app.QueryAsync(db => db.Audit.Where(a => a.SubjectId == id && told.Contains(a.Action)).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()));
    }

    private static string Person(Guid id) => $"/settings/users/person/{id}";
}
