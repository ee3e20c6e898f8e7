using System.Net.Http.Json;
using System.Text.Json;

namespace Severa.CalendarSync.Web.Tests.Processes;

/// <summary>Everything that went through the simulated Exchange.</summary>
internal sealed record Traffic(int Requests, IReadOnlyDictionary<string, int> Operations, long Bytes, int Mails);

/// <summary>Requests at the same time, as the simulated Exchange counted them.</summary>
internal sealed record Concurrency(int Now, int Highest, int Refused);

/// <summary>The people in their Outlook, and the knobs of the simulated Exchange.</summary>
internal sealed class OutlookClient : IDisposable
{
    private readonly HttpClient _http;

    public OutlookClient(string url)
    {
        _http = new HttpClient { BaseAddress = new Uri(url) };
        _http.DefaultRequestHeaders.Add("X-Sandbox", "1");
    }

    /// <returns>The entry's id.</returns>
    public async Task<string> AddAsync(string address, string subject, DateTimeOffset start)
    {
        using var answer = await _http.PostAsJsonAsync(Entries(address), new { subject, start, end = start.AddHours(1) });
        return (await ReadAsync(answer)).GetProperty("id").GetString()!;
    }

    /// <summary>A meeting that he invited others to.</summary>
    public async Task InviteAsync(string address, string subject, DateTimeOffset start)
    {
        object[] attendees = [new { name = "Guest", address = "guest@fabrikam.test" }];
        using var answer = await _http.PostAsJsonAsync(Entries(address), new { subject, start, end = start.AddHours(1), attendees });
        answer.EnsureSuccessStatusCode();
    }

    public async Task RenameAsync(string address, string id, string subject)
    {
        using var answer = await _http.PutAsJsonAsync(Entries(address) + $"?id={Uri.EscapeDataString(id)}", new { subject });
        answer.EnsureSuccessStatusCode();
    }

    public async Task DeleteAsync(string address, string id)
    {
        using var answer = await _http.DeleteAsync(new Uri(Entries(address) + $"?id={Uri.EscapeDataString(id)}", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    public async Task<IReadOnlyList<string>> SubjectsAsync(string address) => [.. (await EntriesAsync(address)).Select(e => e.Subject)];

    public async Task<IReadOnlyList<(string Id, string Subject)>> EntriesAsync(string address) =>
        [.. (await GetAsync(Entries(address))).EnumerateArray().Select(e => (e.GetProperty("id").GetString()!, e.GetProperty("content").GetProperty("subject").GetString() ?? ""))];

    /// <returns>The number of the fault.</returns>
    public async Task<int> SpoilAsync(object fault)
    {
        using var answer = await _http.PostAsJsonAsync("/sandbox/api/faults", fault);
        return (await ReadAsync(answer)).GetProperty("number").GetInt32();
    }

    public async Task CureAsync(int number)
    {
        using var answer = await _http.DeleteAsync(new Uri($"/sandbox/api/faults/{number}", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>How many requests a fault has spoiled.</summary>
    public async Task<int> SpoiledAsync(int number) =>
        (await GetAsync("/sandbox/api/faults")).EnumerateArray().Single(f => f.GetProperty("number").GetInt32() == number).GetProperty("spoiled").GetInt32();

    public async Task<Traffic> TrafficAsync()
    {
        var boxes = (await GetAsync("/sandbox/api/counters")).EnumerateObject().Select(box => box.Value).ToList();
        var operations = boxes.SelectMany(b => b.GetProperty("operations").EnumerateObject())
            .GroupBy(o => o.Name, StringComparer.Ordinal)
            .ToDictionary(o => o.Key, o => o.Sum(x => x.Value.GetInt32()), StringComparer.Ordinal);
        return new Traffic(
            operations.Values.Sum(),
            operations,
            boxes.Sum(b => b.GetProperty("bytesIn").GetInt64() + b.GetProperty("bytesOut").GetInt64()),
            boxes.Sum(b => b.GetProperty("mails").GetInt32()));
    }

    public async Task<Concurrency> ConcurrencyAsync()
    {
        var accounts = (await GetAsync("/sandbox/api/concurrency")).EnumerateObject().Select(a => a.Value.Deserialize<Concurrency>(JsonSerializerOptions.Web)!).ToList();
        return new Concurrency(accounts.Sum(a => a.Now), accounts.Sum(a => a.Highest), accounts.Sum(a => a.Refused));
    }

    public async Task CountAnewAsync()
    {
        await PostAsync("/sandbox/api/counters/reset");
        await PostAsync("/sandbox/api/concurrency/reset");
    }

    /// <summary>Mailboxes that somebody listens to.</summary>
    public async Task<int> ListenedToAsync() => (await GetAsync("/sandbox/api/notifications")).EnumerateArray().Count(s => s.GetProperty("isConnected").GetBoolean());

    /// <summary>Breaks the connections over which changes are told, and lets nobody open one again.</summary>
    public async Task CutNotificationsAsync()
    {
        await SpoilAsync(new { kind = "DropBeforeCommit", operation = "GetStreamingEvents", isLasting = true });
        await PostAsync("/sandbox/api/notifications/drop");
    }

    public void Dispose() => _http.Dispose();

    private static string Entries(string address) => $"/sandbox/api/mailboxes/{address}/entries";

    private async Task<JsonElement> GetAsync(string path) => await _http.GetFromJsonAsync<JsonElement>(path);

    private async Task PostAsync(string path)
    {
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
