using System.Net;

namespace Severa.CalendarSync.Web.Tests;

public sealed class HeaderTests(AppFactory app) : IClassFixture<AppFactory>
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/settings/users")]
    [InlineData("/settings/users/person/00000000-0000-0000-0000-000000000000")]
    public async Task EveryPage_TellsTheBrowserToBeCareful(string path)
    {
        using var visitor = path == "/sign-in" ? app.Visit() : await app.SignInAsync(AppFactory.Admin);
        using var answer = await visitor.GetAsync(path);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Pages_HaveNoInlineScriptOrStyle()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        foreach (var path in new[] { "/settings/users", "/settings/users/invite", $"/settings/users/person/{await app.AccountIdAsync(AppFactory.Aino)}" })
        {
            var page = await administrator.ReadAsync(path);
            Assert.DoesNotContain("<style", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(" style=", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(" onclick=", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("LocalizedHtmlString", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task UnknownAddress_IsToldInWords_WithAReference()
    {
        using var visitor = await app.SignInAsync(AppFactory.Aino);
        using var answer = await visitor.GetAsync("/no-such-page");
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("Page not found", page, StringComparison.Ordinal);
        Assert.Contains("Reference:", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stylesheet_MayBeKept()
    {
        using var visitor = app.Visit();
        using var answer = await visitor.GetAsync("/site.css");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.CacheControl?.NoStore ?? false);
    }

    [Fact]
    public async Task BrowsersLanguage_IsSpokenBeforeSignIn()
    {
        using var visitor = app.Visit();
        visitor.Speak("fi");
        Assert.Contains("Kirjaudu sisään", WebUtility.HtmlDecode(await visitor.ReadAsync("/sign-in")), StringComparison.Ordinal);
    }
}
