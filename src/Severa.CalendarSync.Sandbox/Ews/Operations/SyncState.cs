using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>
/// Where a client stands: everything up to <see cref="Done"/>, and inside a round that ends at the change
/// <see cref="RoundTop"/> everything on one side of <see cref="Cursor"/>. Opaque on the wire, and valid for one folder of one mailbox only.
/// </summary>
internal sealed record SyncState(long Done, long RoundTop, long Cursor, IReadOnlyList<string> Given, IReadOnlyList<string> Owed)
{
    private const string Version = "S1";

    public bool IsInRound => RoundTop > 0;

    public static SyncState Parse(string? text, string folderId, long newest)
    {
        if (string.IsNullOrEmpty(text))
        {
            return new SyncState(0, 0, 0, [], []);
        }

        return Decode(text, folderId) is { } state && state.Done <= newest && state.RoundTop <= newest
            ? state
            : throw new EwsItemError("ErrorInvalidSyncStateData", "Synchronization state data is corrupt or otherwise invalid.");
    }

    public string Write(string folderId)
    {
        using var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(zip, this);
        }

        var packed = stream.ToArray();
        return Convert.ToBase64String([.. Seal(packed, folderId), .. packed]);
    }

    private static SyncState? Decode(string text, string folderId)
    {
        try
        {
            var bytes = Convert.FromBase64String(text);
            var packed = bytes[32..];
            if (!bytes.AsSpan(0, 32).SequenceEqual(Seal(packed, folderId)))
            {
                return null;
            }

            using var zip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            return JsonSerializer.Deserialize<SyncState>(zip);
        }
        catch (Exception error) when (error is FormatException or InvalidDataException or ArgumentException or JsonException)
        {
            return null;
        }
    }

    private static byte[] Seal(byte[] packed, string folderId) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(Version + folderId), .. packed]);
}
