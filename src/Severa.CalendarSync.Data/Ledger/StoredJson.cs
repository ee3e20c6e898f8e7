using System.Text.Json;
using System.Text.Json.Serialization;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>JSON in columns: enums by name, so that a new value between two others changes nothing that is stored.</summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T? Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options);
}
