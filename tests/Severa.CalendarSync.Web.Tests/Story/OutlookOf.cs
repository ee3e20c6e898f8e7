using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>One person's Outlook: what he does there by hand, and what an onlooker counts.</summary>
internal sealed class OutlookOf : IDisposable
{
    private readonly HttpClient _client;
    private readonly string _address;

    public OutlookOf(AppFactory app, string address = AppFactory.Aino)
    {
        _address = address;
        _client = new HttpClient { BaseAddress = app.Address };
        _client.DefaultRequestHeaders.Add("X-Sandbox", "1");
    }

    /// <summary>Everything between two instants, series as their occurrences.</summary>
    public async Task<IReadOnlyList<OutlookEntry>> BetweenAsync(DateTimeOffset from, DateTimeOffset to) =>
        await ListAsync($"?from={Escape(from)}&to={Escape(to)}");

    /// <summary>Single entries and series.</summary>
    public Task<IReadOnlyList<OutlookEntry>> AllAsync(string folder = "calendar") => ListAsync($"?folder={folder}");

    public async Task<OutlookEntry> EntryAsync(string title) => (await AllAsync()).Single(entry => entry.Title == title);

    public async Task<OutlookEntry> AddAsync(string title, DateTimeOffset start, JsonObject? more = null)
    {
        var write = more ?? [];
        (write["subject"], write["start"], write["end"]) = (title, start, start.AddHours(1));
        return OutlookEntry.Of((await SendAsync(HttpMethod.Post, "entries", JsonContent.Create(write)))!);
    }

    public Task EditAsync(OutlookEntry entry, JsonObject change) => SendAsync(HttpMethod.Put, $"entries?id={Uri.EscapeDataString(entry.Id)}", JsonContent.Create(change));

    public Task DeleteAsync(OutlookEntry entry) => SendAsync(HttpMethod.Delete, $"entries?id={Uri.EscapeDataString(entry.Id)}", null);

    /// <summary>A calendar file, as the import of Outlook takes it. Returns how many events came in.</summary>
    public async Task<int> ImportAsync(byte[] calendar) => (int)(await SendAsync(HttpMethod.Post, "import", new ByteArrayContent(calendar)))!["imported"]!;

    /// <summary>The address belongs to a new, empty mailbox from now on.</summary>
    public Task ReplaceAsync() => SendAsync(HttpMethod.Post, "reset", null);

    public async Task<(int Requests, int Mails)> CountersAsync()
    {
        var counters = (await _client.GetFromJsonAsync<JsonNode>(new Uri($"/sandbox/api/counters/{_address}", UriKind.Relative)))!;
        return ((int)counters["requests"]!, (int)counters["mails"]!);
    }

    public async Task<IReadOnlyDictionary<string, int>> OperationsAsync() =>
        (await _client.GetFromJsonAsync<JsonNode>(new Uri($"/sandbox/api/counters/{_address}", UriKind.Relative)))!["operations"].Deserialize<Dictionary<string, int>>()!;

    public async Task ResetCountersAsync() =>
        (await _client.PostAsync(new Uri($"/sandbox/api/counters/reset?mailbox={_address}", UriKind.Relative), null)).EnsureSuccessStatusCode();

    /// <summary>The next requests go wrong.</summary>
    public async Task FailAsync(string kind, int count) =>
        (await _client.PostAsJsonAsync(new Uri("/sandbox/api/faults", UriKind.Relative), new { kind, count })).EnsureSuccessStatusCode();

    public async Task HealAsync() => (await _client.DeleteAsync(new Uri("/sandbox/api/faults", UriKind.Relative))).EnsureSuccessStatusCode();

    public void Dispose() => _client.Dispose();

    private static string Escape(DateTimeOffset at) => Uri.EscapeDataString(at.ToString("O", CultureInfo.InvariantCulture));

    private async Task<IReadOnlyList<OutlookEntry>> ListAsync(string query) =>
        [.. (await SendAsync(HttpMethod.Get, "entries" + query, null))!.AsArray().Select(node => OutlookEntry.Of(node!))];

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, $"/sandbox/api/mailboxes/{_address}/{path}") { Content = content };
        using var answer = await _client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path} answered {answer.StatusCode}: {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }
}
