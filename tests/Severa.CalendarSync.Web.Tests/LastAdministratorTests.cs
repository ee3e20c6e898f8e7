using System.Net;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Tests;

public sealed class LastAdministratorTests(AppFactory app) : IClassFixture<AppFactory>
{
    [Fact]
    public async Task LastAdministrator_KeepsHisRole_UntilThereIsAnother()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        var admin = await app.AccountIdAsync(AppFactory.Admin);
        using var refused = await administrator.SendAsync(Person(admin), "Roles", ("Assigned.IsOperator", "true"));
        Assert.Contains("the last administrator", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await AdministratorsAsync());

        var aino = await app.AccountIdAsync(AppFactory.Aino);
        using var second = await administrator.SendAsync(Person(aino), "Roles", ("Assigned.IsAdministrator", "true"));
        using var allowed = await administrator.SendAsync(Person(admin), "Roles", ("Assigned.IsOperator", "true"));
        Assert.Equal(HttpStatusCode.Redirect, allowed.StatusCode);
        Assert.Equal(1, await AdministratorsAsync());

        // The role was in his open session too: it ended.
        using var after = await administrator.GetAsync("/settings/users");
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
        using var again = await app.SignInAsync(AppFactory.Admin);
        using var settings = await again.GetAsync("/settings/users");
        Assert.Equal(HttpStatusCode.Forbidden, settings.StatusCode);
    }

    private static string Person(Guid id) => $"/settings/users/person/{id}";

    private Task<int> AdministratorsAsync() =>
        app.QueryAsync(db => db.UserRoles.CountAsync(u => db.Roles.Any(r => r.Id == u.RoleId && r.Name == Roles.Administrator)));
}
