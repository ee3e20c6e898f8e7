using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Severa.CalendarSync.Sandbox.Tests.Support;

/// <summary>Asks the sandbox for tokens, as an application would.</summary>
internal static class Tokens
{
    public const string Tenant = "7e57c0a7-0500-4a11-8b1d-000000000001";
    public const string Client = "7e57c0a7-0500-4a11-8b1d-00000000a001";
    public const string Secret = "Sandbox~Client-Secret!";
    public const string Exchange = "https://outlook.office365.com/.default";

    /// <summary>A token of the application there is without settings.</summary>
    public static async Task<string> OfAsync(SandboxHost host, string scope = Exchange)
    {
        var (status, answer) = await AskAsync(host, Form(("client_secret", Secret), ("scope", scope)));
        Assert.Equal(HttpStatusCode.OK, status);
        return answer.GetProperty("access_token").GetString()!;
    }

    /// <summary>A complete request, with some fields as given; an empty value leaves a field out.</summary>
    public static Dictionary<string, string> Form(params (string Name, string Value)[] fields)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal) { ["grant_type"] = "client_credentials", ["client_id"] = Client, ["scope"] = Exchange };
        foreach (var (name, value) in fields)
        {
            form[name] = value;
        }

        return form.Where(pair => pair.Value.Length > 0).ToDictionary(StringComparer.Ordinal);
    }

    public static async Task<(HttpStatusCode Status, JsonElement Answer)> AskAsync(SandboxHost host, Dictionary<string, string> form, string tenant = Tenant)
    {
        using var http = new HttpClient();
        using var content = new FormUrlEncodedContent(form);
        using var response = await http.PostAsync(new Uri(host.Address, $"/{tenant}/oauth2/v2.0/token"), content);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
