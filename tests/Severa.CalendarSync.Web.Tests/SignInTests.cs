using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace Severa.CalendarSync.Web.Tests;

public sealed partial class SignInTests(AppFactory app) : IClassFixture<AppFactory>
{
    private const string Wrong = "not-the-password-4711";

    [Fact]
    public async Task RightPassword_OpensTheService()
    {
        using var visitor = app.Visit();
        using var answer = await visitor.SignInAsync(AppFactory.Admin, AppFactory.Password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("Contoso Admin", await visitor.ReadAsync("/settings/users"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownAccount_AndWrongPassword_GetTheSameAnswer()
    {
        var unknown = await RefusedAsync("nobody@contoso.test", Wrong);
        var known = await RefusedAsync(AppFactory.Admin, Wrong);
        Assert.Equal(unknown.Replace("nobody@contoso.test", "", StringComparison.Ordinal), known.Replace(AppFactory.Admin, "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FiveWrongPasswords_LockTheAccount_WithoutSayingSo()
    {
        const string email = "sari.korhonen@contoso.test";
        var first = await RefusedAsync(email, Wrong);
        for (var i = 0; i < 4; i++)
        {
            await RefusedAsync(email, Wrong);
        }

        Assert.Equal(first, await RefusedAsync(email, AppFactory.Password));
        Assert.NotNull(await app.QueryAsync(db => db.Users.Where(a => a.Email == email).Select(a => a.LockoutEnd).SingleAsync()));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    public async Task ForeignReturnAddress_IsIgnored(string address)
    {
        using var visitor = app.Visit();
        using var answer = await visitor.SendAsync(
            "/sign-in?returnUrl=" + Uri.EscapeDataString(address), null, ("Input.Email", AppFactory.Admin), ("Input.Password", AppFactory.Password));
        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task SignOut_EndsTheSession()
    {
        using var visitor = await app.SignInAsync(AppFactory.Admin);
        using var answer = await visitor.PostAsync("/sign-out", "/settings/users");
        Assert.Equal("/sign-in", answer.Headers.Location!.ToString());
        using var after = await visitor.GetAsync("/operations/jobs");
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    [Fact]
    public async Task OwnPassword_NeedsTheCurrentOne_AndEndsOtherSessions()
    {
        const string better = "kolme-lintua-oksalla";
        using var here = await app.SignInAsync(AppFactory.Mikael);
        using var elsewhere = await app.SignInAsync(AppFactory.Mikael);
        using var wrong = await ChangePasswordAsync(here, Wrong, better);
        Assert.Contains("current password is wrong", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var right = await ChangePasswordAsync(here, AppFactory.Password, better);
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);

        Assert.NotEmpty(await here.ReadAsync("/profile/password"));
        using var ended = await elsewhere.GetAsync("/profile/password");
        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        using var again = await app.SignInAsync(AppFactory.Mikael, better);
    }

    [Fact]
    public async Task TooManyGuessesFromOneAddress_AreTurnedAway()
    {
        await using var strict = new AppFactory();
        strict.Settings["Limits:GuessesPerMinute"] = "3";
        using var visitor = strict.Visit();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await visitor.SignInAsync($"guess{i}@contoso.test", Wrong);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var last = await visitor.SignInAsync("guess4@contoso.test", Wrong);
        Assert.Equal(HttpStatusCode.TooManyRequests, last.StatusCode);
        Assert.Contains("Too many attempts", await last.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> ChangePasswordAsync(Visitor visitor, string current, string better) => visitor.SendAsync(
        "/profile/password", null, ("Input.Current", current), ("Input.Password", better), ("Input.Again", better));

    /// <summary>The page that a refused sign-in shows, without what differs on every page.</summary>
    private async Task<string> RefusedAsync(string email, string password)
    {
        using var visitor = app.Visit();
        using var answer = await visitor.SignInAsync(email, password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("do not fit together", page, StringComparison.Ordinal);
        return Token().Replace(page, "").Replace(email, "", StringComparison.Ordinal);
    }

    [GeneratedRegex("value=\"CfDJ[^\"]+\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Token();
}
