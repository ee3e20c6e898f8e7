using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Severa.CalendarSync.Connectors.Exchange;

namespace Severa.CalendarSync.Web.Operations;

/// <summary>
/// What somebody needs who helps from outside: versions, settings, error numbers, steps, ids and counts. No contents of calendars, no
/// addresses of people or servers, no secrets.
/// </summary>
public sealed class SupportFile(SupportFacts facts, OperationsReader operations, RunList runs, IExchangeNotes exchange, TimeProvider time)
{
    private const int MostRuns = 200;

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public async Task<byte[]> MakeAsync(CancellationToken cancellationToken)
    {
        var view = await operations.ReadAsync(cancellationToken);
        var content = new
        {
            MadeAt = time.GetUtcNow(),
            Versions = facts.Versions(),
            Settings = await facts.SettingsAsync(cancellationToken),
            Connections = await facts.ConnectionsAsync(cancellationToken),
            Tests = facts.Tests(),
            view.State,
            view.Jobs,
            view.Nodes,
            LastHour = view.Minutes,
            view.Failures,
            exchange.UnknownCodes,
            Links = await facts.LinksAsync(cancellationToken),
            Mailboxes = await facts.MailboxesAsync(cancellationToken),
            Runs = await runs.LatestAsync(MostRuns, cancellationToken),
        };
        return JsonSerializer.SerializeToUtf8Bytes(content, Format);
    }
}
