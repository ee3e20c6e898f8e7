using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Severa.CalendarSync.Web.Tests.Story;

namespace Severa.CalendarSync.Web.Tests.Telemetry;

/// <summary>The measurements as a scraper reads them.</summary>
internal sealed partial class MetricsText
{
    private readonly List<(string Name, Dictionary<string, string> Labels, double Value)> _lines;

    private MetricsText(string text)
    {
        Text = text;
        _lines = [.. Line().Matches(text).Select(match => (
            match.Groups["name"].Value,
            Label().Matches(match.Groups["labels"].Value).ToDictionary(l => l.Groups["key"].Value, l => l.Groups["value"].Value, StringComparer.Ordinal),
            double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture)))];
    }

    public string Text { get; }

    public static async Task<HttpResponseMessage> AskAsync(AppFactory app, string? key)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", key);
        }

        return await client.SendAsync(request);
    }

    /// <summary>With the key of the tests.</summary>
    public static async Task<MetricsText> ReadAsync(AppFactory app)
    {
        using var answer = await AskAsync(app, $"Bearer {Planted.MetricsKey}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new MetricsText(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The sum of all lines of this name with these labels; null where there is none.</summary>
    public double? Sum(string name, params (string Key, string Value)[] labels)
    {
        var found = _lines.Where(l => l.Name == name && Array.TrueForAll(labels, label => l.Labels.GetValueOrDefault(label.Key) == label.Value)).ToList();
        return found.Count == 0 ? null : found.Sum(l => l.Value);
    }

    public IReadOnlySet<string> Values(string name, string label) => _lines.Where(l => l.Name == name).Select(l => l.Labels[label]).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("""^(?<name>[a-z_]+)(\{(?<labels>.*)\})? (?<value>[-+.0-9eE]+|NaN|\+Inf)( \d+)?$""", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();

    [GeneratedRegex("""(?<key>[a-zA-Z_]+)="(?<value>[^"]*)",?""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Label();
}
