using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Tests.Sessions;

/// <summary>A cookie opens what its session in the database opens, and not a request longer.</summary>
public sealed class SessionEndTests(SessionTests.LaterApp app) : IClassFixture<SessionTests.LaterApp>
{
    private const string Forget = "Clear-Site-Data";

    [Fact]
    public async Task CopiedCookie_AfterSigningOut_OpensNothing()
    {
        using var browser = await OpenBrowser.SignInAsync(app, AppFactory.Mikael);
        using var thief = browser.Copy();
        await thief.AssertSignedInAsync();
        using var left = await browser.Visitor.PostAsync("/sign-out", "/profile");
        await thief.AssertOverAsync();
        var id = await app.AccountIdAsync(AppFactory.Mikael);
        Assert.Equal(AuditAction.SignedOut, (await app.QueryAsync(db => db.Audit.OrderBy(a => a.Id).LastAsync(a => a.SubjectId == id))).Action);
    }

    [Fact]
    public async Task CopiedCookie_AfterAnotherSignInOfTheBrowser_OpensNothing()
    {
        using var browser = await OpenBrowser.SignInAsync(app, AppFactory.Aino);
        using var thief = browser.Copy();
        using var anew = await browser.Visitor.PostAsync("/sign-in", "/help/errors", ("Input.Email", AppFactory.Mikael), ("Input.Password", AppFactory.Password));
        Assert.Equal("/", anew.Headers.Location!.ToString());
        await thief.AssertOverAsync();
        Assert.Contains("Mikael Lind", await browser.Visitor.ReadAsync("/profile"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CopiedCookie_AfterConfirmation_OpensNothing()
    {
        using var browser = await OpenBrowser.SignInAsync(app, AppFactory.Admin);
        using var thief = browser.Copy();
        app.Time.MoveOn(TimeSpan.FromMinutes(16));
        using var confirmed = await browser.Visitor.SendAsync("/confirm?returnUrl=/settings/exchange", null, ("Input.Password", AppFactory.Password));
        Assert.NotEmpty(await browser.Visitor.ReadAsync("/settings/exchange"));
        await thief.AssertOverAsync();
    }

    [Fact]
    public async Task OwnName_ChangesNoSession()
    {
        using var browser = await OpenBrowser.SignInAsync(app, AppFactory.Sari);
        using var copy = browser.Copy();
        using var saved = await browser.Visitor.SendAsync(
            "/profile", null, ("Input.Name", "Sari K"), ("Input.TimeZone", "Europe/Helsinki"), ("Input.Language", "en"));
        Assert.Contains("Sari K", await browser.Visitor.ReadAsync("/profile"), StringComparison.Ordinal);
        await copy.AssertSignedInAsync();
    }

    [Fact]
    public async Task BrowserForgets_WhereASessionEnds()
    {
        using var browser = await OpenBrowser.SignInAsync(app, AppFactory.Aino);
        using var elsewhere = browser.Copy();
        using var page = await browser.Visitor.GetAsync("/profile");
        Assert.False(page.Headers.Contains(Forget));
        using var left = await browser.Visitor.PostAsync("/sign-out", "/profile");
        Assert.Equal("\"cache\", \"storage\"", left.Headers.GetValues(Forget).Single());
        using var over = await elsewhere.Visitor.GetAsync("/profile");
        Assert.True(over.Headers.Contains(Forget));
    }

    [Fact]
    public async Task OneNodeEndsIt_TheOtherRefusesIt()
    {
        await using var node = new AppFactory();
        node.Settings["Database:ConnectionString"] = app.Settings["Database:ConnectionString"];
        using var browser = await OpenBrowser.SignInAsync(app, AppFactory.Aino);
        using var there = browser.Copy(node);
        await there.AssertSignedInAsync();
        using var left = await browser.Visitor.PostAsync("/sign-out", "/profile");
        await there.AssertOverAsync();
    }

    [Fact]
    public async Task CookieOfAnEarlierRelease_SignsInAnew()
    {
        using var browser = OpenBrowser.With(app, new Cookie("calendarsync", await EarlierCookieAsync(AppFactory.Aino)));
        await browser.AssertOverAsync();
        using var anew = await browser.Visitor.SignInAsync(AppFactory.Aino, AppFactory.Password);
        await browser.AssertSignedInAsync();
    }

    [Fact]
    public async Task FilesAndProbes_AskNobody()
    {
        using var browser = await OpenBrowser.SignInAsync(app, AppFactory.Aino);
        app.Time.MoveOn(TimeSpan.FromHours(9));
        var before = await CountAsync();
        foreach (var path in new[] { "/site.css", "/health/live", "/health/ready" })
        {
            using var answer = await browser.Visitor.GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, false), (answer.StatusCode, answer.Headers.Contains("Set-Cookie")));
        }

        Assert.Equal(before, await CountAsync());
        await browser.AssertOverAsync();
        Assert.Equal(before - 1, await CountAsync());
    }

    [Fact]
    public async Task BusyBrowser_IsNotedOnceAMinute()
    {
        using var browser = await OpenBrowser.SignInAsync(app, AppFactory.Sari);
        var begun = await SeenAsync();
        app.Time.MoveOn(TimeSpan.FromSeconds(59));
        await browser.AssertSignedInAsync();
        Assert.Equal(begun, await SeenAsync());
        app.Time.MoveOn(TimeSpan.FromSeconds(2));
        using var asked = await browser.Visitor.GetByScriptAsync("/profile?handler=Progress");
        Assert.Equal(begun, await SeenAsync());
        await browser.AssertSignedInAsync();
        Assert.True(await SeenAsync() > begun);
    }

    private Task<DateTime> SeenAsync() => app.QueryAsync(db => db.Sessions.Where(s => s.Account!.Email == AppFactory.Sari).MaxAsync(s => s.SeenAt));

    private Task<int> CountAsync() => app.QueryAsync(db => db.Sessions.CountAsync());

    /// <summary>As releases wrote it that kept no sessions: right in every way, and it names none.</summary>
    private async Task<string> EarlierCookieAsync(string email)
    {
        _ = app.Address;
        await using var scope = app.Services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByEmailAsync(email);
        var person = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<Account>>().CreateAsync(account!);
        var cookies = app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        return cookies.TicketDataFormat.Protect(new AuthenticationTicket(person, new AuthenticationProperties(), IdentityConstants.ApplicationScheme));
    }
}
