using System.Net;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Tests.Sessions;

/// <summary>P2: where somebody is signed in; P6: an administrator ends it.</summary>
public sealed class SessionPageTests(AppFactory app) : IClassFixture<AppFactory>
{
    private const string Page = "/profile/sessions";
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

    [Fact]
    public async Task List_MarksThisOne_AndEndsAnother()
    {
        using var here = await OpenBrowser.SignInAsync(app, AppFactory.Aino);
        using var phone = await OpenBrowser.SignInAsync(app, AppFactory.Aino, Phone);
        var page = await here.Visitor.ReadAsync(Page);
        Assert.Contains("Firefox on Linux", page, StringComparison.Ordinal);
        Assert.Contains("Safari on iPhone", page, StringComparison.Ordinal);
        Assert.Single(page.Split("This browser").Skip(1));
        Assert.DoesNotContain("planted-words", await app.QueryAsync(async db => string.Concat(await db.Sessions.Select(s => s.Browser + s.Platform).ToListAsync())), StringComparison.Ordinal);

        using var answer = await here.Visitor.SendAsync(Page, "End", ("session", await SessionAsync(AppFactory.Aino)));
        Assert.Equal(Page, answer.Headers.Location!.ToString());
        await phone.AssertOverAsync();
        page = await here.Visitor.ReadAsync(Page);
        Assert.Contains("The session has ended.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("iPhone", page, StringComparison.Ordinal);
        await AssertNotedAsync(AuditAction.SessionEnded, AppFactory.Aino, AppFactory.Aino, null);
    }

    [Fact]
    public async Task EndOthers_LeavesThisOneOnly()
    {
        using var here = await OpenBrowser.SignInAsync(app, AppFactory.Mikael);
        using var second = await OpenBrowser.SignInAsync(app, AppFactory.Mikael);
        using var third = await OpenBrowser.SignInAsync(app, AppFactory.Mikael);
        using var stranger = await OpenBrowser.SignInAsync(app, AppFactory.Sari);
        Assert.Contains("End all others (2)", await here.Visitor.ReadAsync(Page), StringComparison.Ordinal);
        using var answer = await here.Visitor.SendAsync(Page, "EndOthers");
        await second.AssertOverAsync();
        await third.AssertOverAsync();
        await stranger.AssertSignedInAsync();
        Assert.Contains("You are signed in nowhere else", await here.Visitor.ReadAsync(Page), StringComparison.Ordinal);
        await AssertNotedAsync(AuditAction.OtherSessionsEnded, AppFactory.Mikael, AppFactory.Mikael, "2");
    }

    [Fact]
    public async Task SessionOfAnotherPerson_IsNotFound_AndGoesOn()
    {
        using var phone = await OpenBrowser.SignInAsync(app, AppFactory.Sari, Phone);
        using var administrator = await OpenBrowser.SignInAsync(app, AppFactory.Admin);
        Assert.DoesNotContain("iPhone", await administrator.Visitor.ReadAsync(Page), StringComparison.Ordinal);
        using var answer = await administrator.Visitor.SendAsync(Page, "End", ("session", await SessionAsync(AppFactory.Sari)));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        await phone.AssertSignedInAsync();
    }

    [Fact]
    public async Task Administrator_EndsAllSessionsOfAPerson()
    {
        using var one = await OpenBrowser.SignInAsync(app, AppFactory.Sari);
        using var two = await OpenBrowser.SignInAsync(app, AppFactory.Sari);
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        var person = $"/settings/users/person/{await app.AccountIdAsync(AppFactory.Sari)}";
        using var answer = await administrator.SendAsync(person, "EndSessions");
        Assert.Contains("All sessions of the account have ended.", await administrator.ReadAsync(person), StringComparison.Ordinal);
        await one.AssertOverAsync();
        await two.AssertOverAsync();
        await AssertNotedAsync(AuditAction.SessionsEnded, AppFactory.Admin, AppFactory.Sari, null);
        using var again = await OpenBrowser.SignInAsync(app, AppFactory.Sari);
        Assert.Contains("You are signed in nowhere else", await again.Visitor.ReadAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Administrator_EndsEverybodysSessions_ButHisOwn()
    {
        await using var own = new AppFactory();
        using var aino = await OpenBrowser.SignInAsync(own, AppFactory.Aino);
        using var operations = await OpenBrowser.SignInAsync(own, AppFactory.Admin);
        using var administrator = await OpenBrowser.SignInAsync(own, AppFactory.Admin);
        Assert.Contains("End sessions (2)", await administrator.Visitor.ReadAsync("/settings/users/sessions"), StringComparison.Ordinal);
        using var answer = await administrator.Visitor.SendAsync("/settings/users/sessions", null);
        await aino.AssertOverAsync();
        await operations.AssertOverAsync();
        await administrator.AssertSignedInAsync();
        Assert.Equal("2", await own.QueryAsync(db => db.Audit.Where(a => a.Action == AuditAction.EverybodysSessionsEnded).Select(a => a.Detail).SingleAsync()));
    }

    private Task<string> SessionAsync(string email) => app.QueryAsync(db => db.Sessions.Where(s => s.Account!.Email == email && s.Platform == "iPhone").Select(s => s.Id).SingleAsync());

    private async Task AssertNotedAsync(AuditAction action, string actor, string subject, string? detail)
    {
        var (by, about) = (await app.AccountIdAsync(actor), await app.AccountIdAsync(subject));
        var line = await app.QueryAsync(db => db.Audit.OrderBy(a => a.Id).LastAsync(a => a.Action == action));
        Assert.Equal((by, about, detail), (line.ActorId, line.SubjectId, line.Detail));
    }
}
