using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Autodiscover;

namespace Severa.CalendarSync.Sandbox.Tests.Support;

/// <summary>Asks Autodiscover in both languages, as any client could. Written for tests only; shares nothing with the server.</summary>
internal sealed class AutodiscoverTester(SandboxHost host) : IDisposable
{
    public static readonly XNamespace A = "http://schemas.microsoft.com/exchange/2010/Autodiscover";
    public static readonly XNamespace Pox = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";
    public static readonly XNamespace PoxError = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";

    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };

    public string Password { get; init; } = "Delegate-Passw0rd!";

    public bool SignsIn { get; init; } = true;

    public static string SoapRequest(string user, string settings, string version = "Exchange2013", string operation = "GetUserSettings") =>
        $"""
        <s:Envelope xmlns:a="http://schemas.microsoft.com/exchange/2010/Autodiscover" xmlns:wsa="http://www.w3.org/2005/08/addressing" xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">
          <s:Header><a:RequestedServerVersion>{version}</a:RequestedServerVersion>
            <wsa:Action>http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/{operation}</wsa:Action></s:Header>
          <s:Body><a:GetUserSettingsRequestMessage><a:Request>
            <a:Users>{string.Concat(user.Split(' ').Select(u => $"<a:User><a:Mailbox>{u}</a:Mailbox></a:User>"))}</a:Users>
            <a:RequestedSettings>{string.Concat(settings.Split(' ').Select(name => $"<a:Setting>{name}</a:Setting>"))}</a:RequestedSettings>
          </a:Request></a:GetUserSettingsRequestMessage></s:Body></s:Envelope>
        """;

    public static string PoxRequest(string user, string schema = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a") =>
        $"""
        <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006">
          <Request><EMailAddress>{user}</EMailAddress><AcceptableResponseSchema>{schema}</AcceptableResponseSchema></Request></Autodiscover>
        """;

    public async Task<HttpResponseMessage> PostAsync(string file, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/autodiscover/autodiscover.{file}", UriKind.Relative));
        request.Content = new StringContent(body, Encoding.UTF8, "text/xml");
        if (SignsIn)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("calendarsync@contoso.test:" + Password)));
        }

        return await _client.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string file) => _client.GetAsync(new Uri($"/autodiscover/autodiscover.{file}", UriKind.Relative));

    /// <summary>The element Response of an answer with HTTP 200.</summary>
    public async Task<XElement> SoapAsync(string user, string settings = "ExternalEwsUrl", string version = "Exchange2013")
    {
        using var response = await PostAsync("svc", SoapRequest(user, settings, version));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return XElement.Parse(text).Descendants(A + "Response").Single();
    }

    public async Task<XElement> PoxAsync(string body)
    {
        using var response = await PostAsync("xml", body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return XElement.Parse(text);
    }

    public async Task PlanAsync(AutodiscoverRule rule)
    {
        using var http = host.Http();
        using var response = await http.PostAsJsonAsync("/sandbox/api/autodiscover", rule);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => _client.Dispose();
}
