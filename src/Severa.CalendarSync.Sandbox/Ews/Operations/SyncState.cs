using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>
/// Where a client stands: everything up to <see cref="Done"/>, and inside a round from the newest change at
/// <see cref="RoundTop"/> down to <see cref="Cursor"/>. Opaque on the wire, and valid for one folder of one mailbox only.
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
        var json = JsonSerializer.SerializeToUtf8Bytes(this);
        using var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(Seal(json, folderId));
            zip.Write(json);
        }

        return Convert.ToBase64String(stream.ToArray());
    }

    private static SyncState? Decode(string text, string folderId)
    {
        try
        {
            using var zip = new GZipStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            zip.CopyTo(plain);
            var bytes = plain.ToArray();
            var json = bytes.AsSpan(32).ToArray();
            return bytes.AsSpan(0, 32).SequenceEqual(Seal(json, folderId)) ? JsonSerializer.Deserialize<SyncState>(json) : null;
        }
        catch (Exception error) when (error is FormatException or InvalidDataException or ArgumentException or JsonException)
        {
            return null;
        }
    }

    private static byte[] Seal(byte[] json, string folderId) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(Version + folderId), .. json]);
}
