using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Severa.CalendarSync.Web.OwnData;

/// <summary>The download: each part as JSON that people can read too, and a text that says what is what.</summary>
internal static class OwnDataZip
{
    public const string ContentType = "application/zip";
    public const string Readme = "readme.txt";

    /// <summary>Columns that hold JSON: shown as what they say.</summary>
    private static readonly string[] Nested = ["base", "trail", "planned", "event", "values", "counts"];

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },

        // It is a file, never a part of a page: letters stay letters.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Made as a whole before anything is sent: what cannot be read is an error page then, and no half file.</summary>
    public static async Task<byte[]> MakeAsync(IReadOnlyList<OwnDataPart> parts, string readme, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        await using (var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellationToken))
        {
            await AddAsync(zip, Readme, entry => entry.WriteAsync(Encoding.UTF8.GetBytes(readme), cancellationToken).AsTask(), cancellationToken);
            foreach (var part in parts)
            {
                await AddAsync(zip, $"{part.Name}.json", entry => JsonSerializer.SerializeAsync(entry, part.Rows.Select(Readable), Form, cancellationToken), cancellationToken);
            }
        }

        return file.ToArray();
    }

    private static async Task AddAsync(ZipArchive zip, string name, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken);
        await write(entry);
    }

    private static JsonNode Readable(object row)
    {
        var shown = JsonSerializer.SerializeToNode(row, row.GetType(), Form)!.AsObject();
        foreach (var name in Nested)
        {
            if (shown[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.StartsWith('{'))
            {
                shown[name] = JsonNode.Parse(text);
            }
        }

        return shown;
    }
}
