using System.Net;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Tests;

public sealed class SetUpTests
{
    private const string Email = "first@example.test";
    private const string Password = "kolme-lintua-oksalla";

    [Fact]
    public async Task EmptyDatabase_SendsEverybodyToSetUp()
    {
        await using var app = new EmptyAppFactory();
        using var visitor = app.Visit();
        using var answer = await visitor.GetAsync("/sign-in");
        Assert.Equal("/setup", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task RightCode_MakesTheFirstAccount_AndClosesThePageForEver()
    {
        await using var app = new EmptyAppFactory();
        using var visitor = app.Visit();
        using var answer = await FillInAsync(visitor, EmptyAppFactory.Code);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);

        var roles = await app.QueryAsync(db => db.UserRoles.Join(db.Roles, u => u.RoleId, r => r.Id, (_, r) => r.Name).ToListAsync());
        Assert.Equal([Roles.Administrator, Roles.Operator], roles.Order(StringComparer.Ordinal));
        Assert.Equal(1, await app.QueryAsync(db => db.ActivityTypes.CountAsync(t => t.IsDefault)));
        await AssertGoneAsync(app);

        await app.QueryAsync(db => db.Users.ExecuteDeleteAsync());
        await AssertGoneAsync(app);
    }

    [Fact]
    public async Task FiveWrongCodes_VoidTheRightOne()
    {
        await using var app = new EmptyAppFactory();
        using var visitor = app.Visit();
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await FillInAsync(visitor, "wrong-code");
            Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        }

        using var right = await FillInAsync(visitor, EmptyAppFactory.Code);
        Assert.Contains("works no more", await right.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(await app.QueryAsync(db => db.Users.AnyAsync()));
    }

    [Fact]
    public async Task PoorPassword_DoesNotUseUpTheCode()
    {
        await using var app = new EmptyAppFactory();
        using var visitor = app.Visit();
        using var poor = await FillInAsync(visitor, EmptyAppFactory.Code, "password123456");
        Assert.Contains("among the first", await poor.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var better = await FillInAsync(visitor, EmptyAppFactory.Code);
        Assert.Equal(HttpStatusCode.Redirect, better.StatusCode);
    }

    [Fact]
    public async Task Code_IsStoredAsAHashOnly()
    {
        await using var app = new EmptyAppFactory();
        var hash = await app.QueryAsync(db => db.OneTimeCodes.Select(c => c.Hash).SingleAsync());
        Assert.Equal(32, Convert.FromBase64String(hash).Length);
    }

    private static Task<HttpResponseMessage> FillInAsync(Visitor visitor, string code, string password = Password) => visitor.SendAsync(
        "/setup",
        null,
        ("Input.Code", code),
        ("Input.Organization", "Example"),
        ("Input.Name", "Elli Esimerkki"),
        ("Input.Email", Email),
        ("Input.Password", password));

    private static async Task AssertGoneAsync(AppFactory app)
    {
        using var other = app.Visit();
        using var again = await other.GetAsync("/setup");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        using var forged = await other.PostAsync("/setup", "/sign-in", ("Input.Code", EmptyAppFactory.Code));
        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
    }
}
