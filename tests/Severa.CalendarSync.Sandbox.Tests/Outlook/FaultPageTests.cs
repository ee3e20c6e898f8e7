using System.Net;
using System.Text.RegularExpressions;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Tests.Support;

namespace Severa.CalendarSync.Sandbox.Tests.Outlook;

public sealed partial class The_page_of_faults
{
    private const string Path = "/sandbox/faults";

    [Fact]
    public async Task A_fault_is_switched_on_counted_and_switched_off()
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = Browser(host);

        Assert.Equal(Path + "?done=on", await SendAsync(http, Path, [new("kind", "Http403"), new("who", SandboxHost.Aino), new("operation", "GetFolder"), new("often", "lasting")]));

        var fault = Assert.Single(host.Get<FaultPlan>().All);
        Assert.Equal(new FaultRule(FaultKind.Http403, SandboxHost.Aino, "GetFolder", IsLasting: true), fault.Rule);
        using (var refused = await host.Ews().PostAsync(Requests.GetFolder()))
        {
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        Assert.Contains("<td class=\"num\">1</td>", await http.GetStringAsync(Path), StringComparison.Ordinal);
        Assert.Equal(Path + "?done=off", await SendAsync(http, Path + "/off", [new("number", $"{fault.Number}")]));
        Assert.True(Assert.Single(host.Get<FaultPlan>().All).IsOver);
        Assert.Equal(Path, await SendAsync(http, Path + "/off", [new("number", "4711")]));
        Assert.Equal(Path + "?done=clear", await SendAsync(http, Path + "/clear", []));
        Assert.Empty(host.Get<FaultPlan>().All);
    }

    [Fact]
    public async Task A_fault_can_be_meant_for_some_requests_of_everybody()
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = Browser(host);

        await SendAsync(http, Path, [new("kind", "ServerBusy"), new("who", ""), new("operation", ""), new("often", "count"), new("count", "3"), new("seconds", "60")]);

        Assert.Equal(new FaultRule(FaultKind.ServerBusy, "", "", 3, 60_000), Assert.Single(host.Get<FaultPlan>().All).Rule);
    }

    [Theory]
    [InlineData("Gremlins", "", "", "lasting", "1", "", "kind")]
    [InlineData("Slow", "nobody@contoso.test", "", "lasting", "1", "5", "who")]
    [InlineData("Slow", "", "SendItem", "lasting", "1", "5", "operation")]
    [InlineData("Slow", "", "", "lasting", "1", "soon", "seconds")]
    [InlineData("Slow", "", "", "lasting", "1", "-5", "seconds")]
    [InlineData("ClockSkew", "", "", "lasting", "1", "-2147483648", "seconds")]
    [InlineData("Slow", "", "", "count", "0", "5", "count")]
    [InlineData("Slow", "", "", "count", "many", "5", "count")]
    [InlineData("MailboxMoved", "", "", "lasting", "1", "", "often")]
    [InlineData("ClockSkew", "", "", "count", "1", "60", "often")]
    public async Task What_makes_no_sense_is_said_at_its_field(string kind, string who, string operation, string often, string count, string seconds, string field)
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = Browser(host);

        var html = await PostAsync(
            http, Path, [new("kind", kind), new("who", who), new("operation", operation), new("often", often), new("count", count), new("seconds", seconds)], HttpStatusCode.OK);

        Assert.Contains("role=\"alert\"", html, StringComparison.Ordinal);
        Assert.Contains($"id=\"{field}-error\"", html, StringComparison.Ordinal);
        Assert.Contains($"href=\"#{field}\"", html, StringComparison.Ordinal);
        Assert.Empty(host.Get<FaultPlan>().All);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/off")]
    [InlineData("/clear")]
    public async Task A_form_without_its_token_is_refused(string handler)
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = Browser(host);
        using var refused = await http.PostAsync(Path + handler, new FormUrlEncodedContent([new("kind", "Slow"), new("often", "lasting")]));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Empty(host.Get<FaultPlan>().All);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fi")]
    public void Every_fault_has_its_words(string culture)
    {
        var texts = new System.Resources.ResourceManager("Severa.CalendarSync.Sandbox.Outlook.OutlookTexts", typeof(SandboxHosting).Assembly)
            .GetResourceSet(System.Globalization.CultureInfo.GetCultureInfo(culture), true, false)!;
        Assert.All(
            from kind in Enum.GetValues<FaultKind>()
            from part in (string[])["Fault_", "FaultDoes_", "FaultShows_"]
            select part + kind,
            name => Assert.False(string.IsNullOrEmpty(texts.GetString(name)), name));
    }

    private static HttpClient Browser(SandboxHost host) => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = host.Address };

    /// <summary>Where a form that was accepted leads.</summary>
    private static async Task<string> SendAsync(HttpClient http, string to, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var response = await RespondAsync(http, to, fields);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!.ToString();
    }

    private static async Task<string> PostAsync(HttpClient http, string to, IEnumerable<KeyValuePair<string, string>> fields, HttpStatusCode expected)
    {
        using var response = await RespondAsync(http, to, fields);
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> RespondAsync(HttpClient http, string to, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var token = Tokens().Match(await http.GetStringAsync(Path)).Groups["token"].Value;
        using var content = new FormUrlEncodedContent(fields.Append(new("__RequestVerificationToken", token)));
        return await http.PostAsync(to, content);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tokens();
}
