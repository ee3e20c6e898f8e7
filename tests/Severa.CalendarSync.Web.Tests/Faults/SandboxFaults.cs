using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Severa.CalendarSync.Sandbox.Faults;

namespace Severa.CalendarSync.Web.Tests.Faults;

/// <summary>Switches faults of the simulated Exchange on and off, and asks what they have spoiled.</summary>
internal sealed class SandboxFaults : IDisposable
{
    private static readonly Uri Address = new("/sandbox/api/faults", UriKind.Relative);

    private readonly HttpClient _client;

    public SandboxFaults(AppFactory app)
    {
        _client = new HttpClient { BaseAddress = app.Address };
        _client.DefaultRequestHeaders.Add("X-Sandbox", "1");
    }

    public async Task SwitchOnAsync(FaultRule rule)
    {
        using var answer = await _client.PostAsJsonAsync(
            Address, new { kind = rule.Kind.ToString(), rule.Mailbox, rule.Operation, rule.Count, rule.Milliseconds, rule.IsLasting });
        Assert.True(answer.IsSuccessStatusCode, $"{rule.Kind}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Requests that were spoiled since the faults were last forgotten.</summary>
    public async Task<int> SpoiledAsync() =>
        (await _client.GetFromJsonAsync<JsonArray>(Address))!.Sum(fault => (int)fault!["spoiled"]!);

    /// <summary>Ends and forgets them all.</summary>
    public async Task ClearAsync() => (await _client.DeleteAsync(Address)).EnsureSuccessStatusCode();

    public void Dispose() => _client.Dispose();
}
