using System.Net;

namespace Severa.CalendarSync.Web.Tests.Sessions;

/// <summary>A visitor whose cookies somebody else may copy.</summary>
internal sealed class OpenBrowser : IDisposable
{
    private const string UserAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 planted-words";

    private readonly Uri _address;
    private readonly CookieContainer _cookies;

    private OpenBrowser(Uri address, IEnumerable<Cookie> cookies, string userAgent)
    {
        var handler = Visitor.Browser();
        (_address, _cookies) = (address, handler.CookieContainer);
        foreach (var cookie in cookies)
        {
            _cookies.Add(address, new Cookie(cookie.Name, cookie.Value, "/"));
        }

        Visitor = new Visitor(address, handler);
        Visitor.Claim("User-Agent", userAgent);
    }

    public Visitor Visitor { get; }

    public static async Task<OpenBrowser> SignInAsync(AppFactory app, string email, string userAgent = UserAgent)
    {
        var browser = new OpenBrowser(app.Address, [], userAgent);
        using var answer = await browser.Visitor.SignInAsync(email, AppFactory.Password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    public static OpenBrowser With(AppFactory app, Cookie cookie) => new(app.Address, [cookie], UserAgent);

    /// <summary>What a thief has: the cookies as they are now, at this node or another one.</summary>
    public OpenBrowser Copy(AppFactory? node = null) => new(node?.Address ?? _address, _cookies.GetAllCookies(), UserAgent);

    public async Task AssertSignedInAsync() => Assert.NotEmpty(await Visitor.ReadAsync("/profile"));

    public async Task AssertOverAsync()
    {
        using var answer = await Visitor.GetAsync("/profile");
        Assert.StartsWith("/sign-in?returnUrl=", answer.Headers.Location?.PathAndQuery, StringComparison.Ordinal);
    }

    public void Dispose() => Visitor.Dispose();
}
