using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;

namespace Severa.CalendarSync.Sandbox.Tests.Support;

/// <summary>Sends raw SOAP, as any client could. Written for tests only; shares nothing with the server.</summary>
internal sealed class EwsTester(Uri address, string? mailbox)
{
    public static readonly XNamespace T = "http://schemas.microsoft.com/exchange/services/2006/types";
    public static readonly XNamespace M = "http://schemas.microsoft.com/exchange/services/2006/messages";
    public static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";

    public string UserName { get; init; } = "calendarsync@contoso.test";

    public string Password { get; init; } = "Delegate-Passw0rd!";

    /// <summary>Instead of name and password.</summary>
    public string? Token { get; init; }

    /// <summary>Null leaves the header out.</summary>
    public string? Version { get; init; } = "Exchange2013_SP1";

    public string? Zone { get; init; } = "FLE Standard Time";

    public string SidKind { get; init; } = "PrimarySmtpAddress";

    /// <summary>More HTTP headers.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public string Envelope(string body) =>
        $"""
        <s:Envelope xmlns:s="{Soap}" xmlns:t="{T}" xmlns:m="{M}"><s:Header>{VersionHeader()}{ZoneHeader()}{Impersonation()}</s:Header><s:Body>{body}</s:Body></s:Envelope>
        """;

    public Task<HttpResponseMessage> PostAsync(string body) => PostRawAsync(Envelope(body));

    public async Task<HttpResponseMessage> PostRawAsync(string envelope)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var request = Request(envelope);
        var response = await client.SendAsync(request);
        await response.Content.LoadIntoBufferAsync();
        return response;
    }

    /// <summary>An answer that stays open.</summary>
    public async Task<StreamTester> StreamAsync(string body)
    {
        var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var request = Request(Envelope(body));
        return new StreamTester(client, await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead));
    }

    /// <summary>The response element of a request that is answered with HTTP 200.</summary>
    public async Task<XElement> CallAsync(string body)
    {
        using var response = await PostAsync(body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return XDocument.Parse(text).Root!.Element(Soap + "Body")!.Elements().Single();
    }

    /// <summary>The code of a request that is refused as a whole.</summary>
    public async Task<(string Code, XElement Fault)> FaultAsync(string body) => await FaultOfAsync(await PostAsync(body));

    public static async Task<(string Code, XElement Fault)> FaultOfAsync(HttpResponseMessage response)
    {
        using var held = response;
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var fault = XDocument.Parse(text).Descendants(Soap + "Fault").Single();
        return (fault.Descendants().First(e => e.Name.LocalName == "ResponseCode").Value, fault);
    }

    private string VersionHeader() => Version is null ? "" : $"""<t:RequestServerVersion Version="{Version}"/>""";

    private HttpRequestMessage Request(string envelope)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/EWS/Exchange.asmx"));
        request.Headers.Authorization = Token is null
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{UserName}:{Password}")))
            : new AuthenticationHeaderValue("Bearer", Token);
        request.Content = new StringContent(envelope, Encoding.UTF8, "text/xml");
        foreach (var (name, value) in Headers)
        {
            request.Headers.Add(name, value);
        }

        return request;
    }

    private string ZoneHeader() => Zone is null ? "" : $"""<t:TimeZoneContext><t:TimeZoneDefinition Id="{Zone}"/></t:TimeZoneContext>""";

    private string Impersonation() => mailbox is null
        ? ""
        : $"<t:ExchangeImpersonation><t:ConnectingSID><t:{SidKind}>{mailbox}</t:{SidKind}></t:ConnectingSID></t:ExchangeImpersonation>";
}
