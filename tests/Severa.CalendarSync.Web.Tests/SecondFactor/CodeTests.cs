using System.Net;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security.SecondFactor;

namespace Severa.CalendarSync.Web.Tests.SecondFactor;

/// <summary>P1: the second step of a sign-in.</summary>
public sealed class CodeTests(SecondFactorApp app) : IClassFixture<SecondFactorApp>
{
    [Fact]
    public async Task Code_OpensOnce()
    {
        using var somebody = await app.EnrolAsync(Roles.Administrator);
        using var first = await app.HalfAsync(somebody.Email);

        // The one that set it up was seen already.
        Assert.False(await SecondFactorApp.TryAsync(first, somebody.UsedCode));
        var next = somebody.Phone.Code(1);
        Assert.True(await SecondFactorApp.TryAsync(first, next));
        Assert.NotEmpty(await first.ReadAsync("/settings/users"));

        using var second = await app.HalfAsync(somebody.Email);
        Assert.False(await SecondFactorApp.TryAsync(second, next));
    }

    [Fact]
    public async Task SameCodeAtTheSameMoment_OpensOnce()
    {
        using var somebody = await app.EnrolAsync();
        var visitors = new[] { await app.HalfAsync(somebody.Email), await app.HalfAsync(somebody.Email), await app.HalfAsync(somebody.Email) };
        var code = somebody.Phone.Code(1);
        var answers = await Task.WhenAll(visitors.Select(visitor => SecondFactorApp.TryAsync(visitor, code)));
        Assert.Single(answers, isIn => isIn);
        Assert.All(visitors, visitor => visitor.Dispose());
    }

    [Fact]
    public async Task RecoveryCode_OpensOnce_HoweverItIsTyped_AndIsNoted()
    {
        using var somebody = await app.EnrolAsync();
        using var first = await app.HalfAsync(somebody.Email);
        Assert.True(await SecondFactorApp.TryAsync(first, $" {somebody.Codes[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)} "));
        Assert.Contains("Recovery codes left: 9", await first.ReadAsync(SecondFactorApp.Page), StringComparison.Ordinal);
        using var second = await app.HalfAsync(somebody.Email);
        Assert.False(await SecondFactorApp.TryAsync(second, somebody.Codes[0]));
        Assert.True(await SecondFactorApp.TryAsync(second, somebody.Codes[1]));
        Assert.Contains(AuditAction.SignedInByRecoveryCode, await ActionsAsync(somebody.Email));

        using var renewed = await first.SendAsync(SecondFactorApp.Page, "Codes");
        using var third = await app.HalfAsync(somebody.Email);
        Assert.False(await SecondFactorApp.TryAsync(third, somebody.Codes[2]));
    }

    [Fact]
    public async Task FiveWrongCodes_LockTheAccount_HoweverOftenThePasswordIsRight()
    {
        using var somebody = await app.EnrolAsync();
        for (var i = 0; i < 5; i++)
        {
            using var visitor = await app.HalfAsync(somebody.Email);
            Assert.False(await SecondFactorApp.TryAsync(visitor, i % 2 == 0 ? somebody.Phone.WrongCode() : "AAAAA-AAAAA"));
        }

        using var later = app.Visit();
        using var answer = await later.SignInAsync(somebody.Email, AppFactory.Password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(AuditAction.AccountLocked, await ActionsAsync(somebody.Email));
    }

    [Fact]
    public async Task LockedMeanwhile_RightCodeOpensNothing()
    {
        using var somebody = await app.EnrolAsync();
        using var half = await app.HalfAsync(somebody.Email);
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await half.SendAsync("/sign-in-code", null, ("Input.Code", somebody.Phone.WrongCode()));
        }

        Assert.False(await SecondFactorApp.TryAsync(half, somebody.Phone.Code(1)));
    }

    [Fact]
    public async Task WithoutPassword_ThereIsNoSecondStep()
    {
        using var visitor = app.Visit();
        using var page = await visitor.GetAsync("/sign-in-code");
        Assert.StartsWith("/sign-in", page.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var post = await visitor.PostAsync("/sign-in-code", "/sign-in", ("Input.Code", "123456"));
        Assert.StartsWith("/sign-in", post.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HalfASignIn_OpensNothing_AndEndsAfterFiveMinutes()
    {
        using var somebody = await app.EnrolAsync(Roles.Administrator);
        using var half = await app.HalfAsync(somebody.Email);
        using var page = await half.GetAsync("/profile");
        Assert.StartsWith("/sign-in?", page.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        app.Time.MoveOn(TimeSpan.FromMinutes(6));
        using var late = await half.GetAsync("/sign-in-code");
        Assert.Equal(HttpStatusCode.Redirect, late.StatusCode);
    }

    [Fact]
    public async Task NewPasswordByLink_DoesNotReplaceTheCode_AndEndsHalfSignIns()
    {
        using var administrator = await app.EnrolAsync(Roles.Administrator);
        using var somebody = await app.EnrolAsync();
        using var half = await app.HalfAsync(somebody.Email);
        var link = await LinkAsync(administrator.Visitor, await app.AccountIdAsync(somebody.Email));
        using var late = await half.GetAsync("/sign-in-code");
        Assert.Equal(HttpStatusCode.Redirect, late.StatusCode);

        using var person = app.Visit();
        using var accepted = await person.SendAsync(link, null, ("Input.Password", "kolme-lintua-oksalla"), ("Input.Again", "kolme-lintua-oksalla"));
        Assert.StartsWith("/sign-in-code", accepted.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var profile = await person.GetAsync("/profile");
        Assert.Equal(HttpStatusCode.Redirect, profile.StatusCode);
        Assert.True(await SecondFactorApp.TryAsync(person, somebody.Phone.Code(1)));
    }

    [Fact]
    public async Task Administrator_RemovesAnothersSecondFactor_AndHisSessionsEnd()
    {
        using var administrator = await app.EnrolAsync(Roles.Administrator);
        using var somebody = await app.EnrolAsync(Roles.Operator);
        var id = await app.AccountIdAsync(somebody.Email);
        Assert.Contains("Remove the second factor", await administrator.Visitor.ReadAsync(Person(id)), StringComparison.Ordinal);
        using var done = await administrator.Visitor.SendAsync(Person(id), "SecondFactor");
        using var ended = await somebody.Visitor.GetAsync("/profile");
        Assert.StartsWith("/sign-in?", ended.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.Contains(AuditAction.SecondFactorReset, await ActionsAsync(somebody.Email));

        // His role demands another one.
        using var again = await app.SignInAsync(somebody.Email);
        using var led = await again.GetAsync("/profile");
        Assert.Equal(SecondFactorApp.Page, led.Headers.Location!.ToString());

        var own = await app.AccountIdAsync(administrator.Email);
        using var refused = await administrator.Visitor.SendAsync(Person(own), "SecondFactor");
        Assert.Contains("cannot do this to your own account", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    /// <summary>RFC 6238, appendix B: so the tests' own app is right.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(20000000000, "65353130")]
    public void AppOfTheTests_ShowsTheCodesOfTheRfc(long seconds, string code) =>
        Assert.Equal(code, new AuthenticatorApp("gezdgnbvgy3tqojqgezdgnbvgy3tqojq").CodeAt(seconds / 30, digits: 8));

    [Fact]
    public void AddressForTheApp_NamesServiceAndAccount() => Assert.Equal(
        "otpauth://totp/Calendar%20Sync%3Aaino%2Bx%40contoso.test?secret=ABCD&issuer=Calendar%20Sync&digits=6",
        AuthenticatorKey.Address(new Account { DisplayName = "Aino", Email = "aino+x@contoso.test" }, "ABCD"));

    private static string Person(Guid id) => $"/settings/users/person/{id}";

    private static async Task<string> LinkAsync(Visitor administrator, Guid id)
    {
        using var made = await administrator.SendAsync(Person(id), "Reset");
        var page = WebUtility.HtmlDecode(await administrator.ReadAsync(Person(id)));
        var start = page.IndexOf("/invitation?code=", StringComparison.Ordinal);
        return page[start..page.IndexOf('<', start)];
    }

    private Task<List<AuditAction>> ActionsAsync(string email) =>
        app.QueryAsync(db => db.Audit.Where(a => db.Users.Any(u => u.Id == a.SubjectId && u.Email == email)).Select(a => a.Action).ToListAsync());
}
