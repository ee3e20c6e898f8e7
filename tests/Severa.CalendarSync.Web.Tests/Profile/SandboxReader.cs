using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Severa.CalendarSync.Web.Tests.Profile;

/// <summary>Looks into an Outlook calendar the way its owner would: through the simulated Exchange.</summary>
internal sealed partial class SandboxReader(Uri address) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = address, DefaultRequestHeaders = { { "X-Sandbox", "1" } } };

    /// <summary>The codes that stand in the calendar now.</summary>
    public async Task<IReadOnlyList<string>> CodesAsync(string mailbox)
    {
        var entries = await _client.GetFromJsonAsync<JsonElement>(new Uri($"/sandbox/api/mailboxes/{mailbox}/entries", UriKind.Relative));
        return [.. entries.EnumerateArray()
            .Where(e => e.GetProperty("folder").GetString() == "calendar")
            .Select(e => Code().Match(e.GetProperty("content").GetProperty("subject").GetString() ?? ""))
            .Where(m => m.Success)
            .Select(m => m.Groups["code"].Value)];
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("your code is (?<code>[0-9A-Z-]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
