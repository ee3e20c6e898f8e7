using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Tests.Faults;

namespace Severa.CalendarSync.Web.Tests;

/// <summary>P1 and the security rules: how long a session lasts, and what an open browser is not enough for.</summary>
public sealed class SessionTests(SessionTests.LaterApp app) : IClassFixture<SessionTests.LaterApp>
{
    private const string Exchange = "/settings/exchange";

    [Fact]
    public async Task AfterEightHours_EverySessionEnds_HoweverBusy()
    {
        using var aino = await app.SignInAsync(AppFactory.Aino);
        for (var quarter = 0; quarter < 31; quarter++)
        {
            app.Time.MoveOn(TimeSpan.FromMinutes(15));
            Assert.NotEmpty(await aino.ReadAsync("/profile"));
        }

        app.Time.MoveOn(TimeSpan.FromMinutes(15));
        await AssertOverAsync(aino, "/profile");
    }

    [Theory]
    [InlineData(AppFactory.Admin, 29, true)]
    [InlineData(AppFactory.Admin, 31, false)]
    [InlineData(AppFactory.Aino, 31, true)]
    public async Task AfterHalfAnHourWithoutAPage_SessionsOfAdministratorsEnd(string email, int minutes, bool lasts)
    {
        using var visitor = await app.SignInAsync(email);
        app.Time.MoveOn(TimeSpan.FromMinutes(20));
        Assert.NotEmpty(await visitor.ReadAsync("/profile"));
        app.Time.MoveOn(TimeSpan.FromMinutes(minutes));
        if (lasts)
        {
            Assert.NotEmpty(await visitor.ReadAsync("/profile"));
        }
        else
        {
            await AssertOverAsync(visitor, "/profile");
        }
    }

    [Fact]
    public async Task WhatAPageAsksByItself_KeepsNoSessionAlive()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        for (var minute = 0; minute < 29; minute++)
        {
            app.Time.MoveOn(TimeSpan.FromMinutes(1));
            using var asked = await administrator.GetByScriptAsync("/profile?handler=Progress");
            Assert.NotEqual(HttpStatusCode.Unauthorized, asked.StatusCode);
        }

        app.Time.MoveOn(TimeSpan.FromMinutes(1));
        using var last = await administrator.GetByScriptAsync("/profile?handler=Progress");
        Assert.Equal(HttpStatusCode.Unauthorized, last.StatusCode);
    }

    [Fact]
    public async Task NewRole_IsThereWithinAMinute()
    {
        using var mikael = await app.SignInAsync(AppFactory.Mikael);
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var before = await mikael.GetAsync("/overview");
        Assert.Equal(HttpStatusCode.Forbidden, before.StatusCode);
        var id = await app.AccountIdAsync(AppFactory.Mikael);
        using var saved = await administrator.SendAsync($"/settings/users/person/{id}", "Roles", ("Assigned.IsAdministrator", "true"));

        app.Time.MoveOn(TimeSpan.FromSeconds(29));
        Assert.NotEmpty(await mikael.ReadAsync("/profile"));
        app.Time.MoveOn(TimeSpan.FromSeconds(31));
        Assert.NotEmpty(await mikael.ReadAsync("/overview"));
    }

    [Theory]
    [InlineData(Exchange)]
    [InlineData("/settings/users/invite")]
    [InlineData("/profile/erase")]
    [InlineData("/profile/sessions")]
    public async Task ConnectionsAndAccounts_OpenToAPasswordTypedAShortWhileAgo(string path)
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        Assert.NotEmpty(await administrator.ReadAsync(path));
        app.Time.MoveOn(TimeSpan.FromMinutes(16));
        using var asked = await administrator.GetAsync(path);
        var confirm = asked.Headers.Location!.ToString();
        Assert.Equal($"/confirm?returnUrl={Uri.EscapeDataString(path)}", confirm);

        using var wrong = await administrator.SendAsync(confirm, null, ("Input.Password", "not-the-password-4711"));
        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        using var still = await administrator.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, still.StatusCode);

        using var right = await administrator.SendAsync(confirm, null, ("Input.Password", AppFactory.Password));
        Assert.Equal(path, right.Headers.Location!.ToString());
        Assert.NotEmpty(await administrator.ReadAsync(path));
        var actions = await app.QueryAsync(db => db.Audit.OrderByDescending(a => a.Id).Select(a => a.Action).Take(2).ToListAsync());
        Assert.Equal([AuditAction.Confirmed, AuditAction.ConfirmationRefused], actions);
    }

    [Fact]
    public async Task FormOfAnUnconfirmedBrowser_ChangesNothing()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        var id = await app.AccountIdAsync(AppFactory.Sari);
        app.Time.MoveOn(TimeSpan.FromMinutes(16));
        using var answer = await administrator.PostAsync(
            $"/settings/users/person/{id}?handler=Roles", "/settings/users", ("Assigned.IsAdministrator", "true"));
        Assert.StartsWith("/confirm?", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.False(await app.QueryAsync(db => db.UserRoles.AnyAsync(r => r.UserId == id)));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    public async Task ConfirmationLeadsToNoForeignAddress(string address)
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var answer = await administrator.SendAsync("/confirm?returnUrl=" + Uri.EscapeDataString(address), null, ("Input.Password", AppFactory.Password));
        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    private static async Task AssertOverAsync(Visitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/sign-in?returnUrl=", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    /// <summary>On a clock that can be set forward.</summary>
    public sealed class LaterApp : AppFactory
    {
        internal FaultTime Time { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Time));
        }
    }
}
