using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Alerts;

/// <summary>What a webhook is told. The id is the same when it is told again, so that a receiver can tell.</summary>
public sealed record WebhookNews(Guid Id, string Event, string Cause, string? Code, string Sentence, string Advice, DateTime Since, DateTime? EndedAt, string? Link);

/// <summary>Posts JSON to the administrators' webhook, signed, so that the receiver knows who sent it and when.</summary>
public sealed class AlertWebhook(OutgoingRequests requests, TimeProvider time)
{
    /// <summary><c>t=</c>seconds since 1970<c>,v1=</c>HMAC-SHA-256 in hex of "t.body".</summary>
    public const string SignatureHeader = "X-Calendar-Sync-Signature";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <returns>Null when the receiver took it; else why not: a word, or "Http" and the status.</returns>
    public async Task<string?> SendAsync(string url, string secret, WebhookNews news, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Serialize(news, Form);
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add(SignatureHeader, Signature(secret, time.GetUtcNow(), body));
        try
        {
            var status = await requests.SendAsync(request, Longest, cancellationToken);
            return status is >= 200 and < 300 ? null : string.Create(CultureInfo.InvariantCulture, $"Http{status}");
        }
        catch (OutgoingException e)
        {
            return $"{e.Problem}";
        }
    }

    internal static string Signature(string secret, DateTimeOffset at, string body)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body}"));
        return $"t={seconds},v1={Convert.ToHexStringLower(hash)}";
    }
}
