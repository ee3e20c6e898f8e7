using System.Net;
using System.Text.RegularExpressions;

namespace Severa.CalendarSync.Web.Tests;

/// <summary>A browser reduced to what host tests need: cookies, pages, forms with their antiforgery token.</summary>
public sealed partial class Visitor(Uri address, HttpMessageHandler handler) : IDisposable
{
    private readonly HttpClient _client = new(handler) { BaseAddress = address };

    public Visitor(Uri address)
        : this(address, Browser())
    {
    }

    /// <summary>A handler that keeps cookies and follows no redirect.</summary>
    public static SocketsHttpHandler Browser() => new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>As a page asks by itself, for its progress bar.</summary>
    public async Task<HttpResponseMessage> GetByScriptAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)) { Headers = { { "X-Requested-With", "fetch" } } };
        return await _client.SendAsync(request);
    }

    public async Task<string> ReadAsync(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Fills in a form of <paramref name="page"/> and sends it there, or to one of the page's handlers.</summary>
    public Task<HttpResponseMessage> SendAsync(string page, string? handler, params (string Name, string Value)[] fields)
    {
        var separator = page.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return PostAsync(handler is null ? page : $"{page}{separator}handler={handler}", page, fields);
    }

    /// <summary>Sends a form that <paramref name="page"/> shows to another address.</summary>
    public Task<HttpResponseMessage> PostAsync(string target, string page, params (string Name, string Value)[] fields) => PostAsync(target, page, page, fields);

    /// <summary>The same, with the token of another page where the first one cannot be read.</summary>
    public async Task<HttpResponseMessage> PostAsync(string target, string page, string otherwise, (string Name, string Value)[] fields)
    {
        using var read = await GetAsync(page);
        var token = Token().Match(read.StatusCode == HttpStatusCode.OK ? await read.Content.ReadAsStringAsync() : await ReadAsync(otherwise)).Groups["token"].Value;
        var form = fields.Append(("__RequestVerificationToken", token)).Select(field => new KeyValuePair<string, string>(field.Item1, field.Item2));
        using var content = new FormUrlEncodedContent(form);
        return await _client.PostAsync(new Uri(target, UriKind.Relative), content);
    }

    public void Speak(string language) => _client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);

    /// <summary>A header of every request from now on.</summary>
    public void Claim(string header, string value) => _client.DefaultRequestHeaders.Add(header, value);

    /// <summary>A POST that no page of ours made.</summary>
    public Task<HttpResponseMessage> ForgeAsync(string path) => _client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent([]));

    public Task<HttpResponseMessage> SignInAsync(string email, string password) =>
        SendAsync("/sign-in", null, ("Input.Email", email), ("Input.Password", password));

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
