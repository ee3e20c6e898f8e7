using System.Text.Json;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>Where the last reading ended: in which folder, and the server's own opaque state.</summary>
internal sealed record ExchangeCursor(string FolderId, string SyncState)
{
    public string Format() => JsonSerializer.Serialize(this);

    /// <summary>The cursor, or null where it is none or damaged: then everything is read.</summary>
    public static ExchangeCursor? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<ExchangeCursor>(text) is { FolderId.Length: > 0, SyncState.Length: > 0 } cursor ? cursor : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
