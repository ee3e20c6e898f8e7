using System.Text.Json;

namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>
/// Where the mailboxes live: one JSON file written whole (temporary file, then rename) and beside it a journal with one line
/// per write. A write is acknowledged after its line is with the operating system, so a killed process loses nothing.
/// </summary>
internal sealed class SandboxFile : IDisposable
{
    private const long CompactAfter = 16 * 1024 * 1024;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly string _path;
    private readonly Lock _gate = new();
    private FileStream? _journal;

    public SandboxFile(string path)
    {
        _path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
    }

    private string JournalPath => _path + ".journal";

    public bool NeedsCompaction => _journal?.Length > CompactAfter;

    public IReadOnlyList<MailboxSnapshot> ReadSnapshots()
    {
        if (!File.Exists(_path))
        {
            return [];
        }

        using var stream = File.OpenRead(_path);
        return JsonSerializer.Deserialize<List<MailboxSnapshot>>(stream, Json) ?? [];
    }

    /// <summary>The writes after the snapshot. A torn last line was never acknowledged and is left out.</summary>
    public IEnumerable<MailboxChange> ReadJournal()
    {
        if (!File.Exists(JournalPath))
        {
            yield break;
        }

        foreach (var line in File.ReadLines(JournalPath))
        {
            if (Parse(line) is { } change)
            {
                yield return change;
            }
        }
    }

    public void Append(MailboxChange change)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(change, Json);
        lock (_gate)
        {
            _journal ??= new FileStream(JournalPath, FileMode.Append, FileAccess.Write, FileShare.Read, 1);
            _journal.Write([.. line, (byte)'\n']);
        }
    }

    /// <summary>Writes everything anew and starts an empty journal.</summary>
    public void Compact(IReadOnlyList<MailboxSnapshot> snapshots)
    {
        lock (_gate)
        {
            var temporary = _path + ".tmp";
            using (var stream = File.Create(temporary))
            {
                JsonSerializer.Serialize(stream, snapshots, Json);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, _path, overwrite: true);
            _journal?.Dispose();
            _journal = null;
            File.Delete(JournalPath);
        }
    }

    public void Dispose() => _journal?.Dispose();

    private static MailboxChange? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<MailboxChange>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
