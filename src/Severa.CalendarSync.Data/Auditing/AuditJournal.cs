using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Severa.CalendarSync.Data.Auditing;

/// <summary>
/// The audit a second time, outside the database: what a restored backup does not know any more stands there, above all who switched
/// off, or had his data erased, since. Each process has a file of its own for each month, to which it only ever adds.
/// </summary>
public sealed partial class AuditJournal(IOptions<AuditJournalOptions> options, ILogger<AuditJournal> logger)
{
    private const string Prefix = "audit-";
    private const string Ending = ".jsonl";

    private readonly Lock _writing = new();

    public bool IsKept => Folder is not null;

    private string? Folder => string.IsNullOrWhiteSpace(options.Value.JournalFolder) ? null : options.Value.JournalFolder;

    /// <summary>
    /// Durable when it returns. Called before the change is: one that then fails stands in the journal all the same. A journal that cannot be written
    /// stops nobody from switching off; the log says so.
    /// </summary>
    public void Add(IReadOnlyCollection<AuditLine> lines)
    {
        if (Folder is not { } folder || lines.Count == 0)
        {
            return;
        }

        try
        {
            lock (_writing)
            {
                foreach (var month in lines.GroupBy(line => FileOf(folder, line.At), StringComparer.Ordinal))
                {
                    Append(month.Key, month);
                }
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(problem.GetType().Name);
        }
    }

    /// <summary>Every line that can be read, in the order of time, and how many cannot.</summary>
    /// <exception cref="IOException">The folder or a file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public (IReadOnlyList<AuditLine> Lines, int Damaged) Read()
    {
        var texts = Folder is not { } folder ? [] : Files(folder).SelectMany(File.ReadLines).Where(text => text.Length > 0).Select(AuditLine.Parse).ToList();
        return ([.. texts.OfType<AuditLine>().OrderBy(line => line.At)], texts.Count(line => line is null));
    }

    /// <summary>Deletes the files of months that ended before.</summary>
    /// <returns>How many.</returns>
    public int Forget(DateTime before)
    {
        if (Folder is not { } folder || !Directory.Exists(folder))
        {
            return 0;
        }

        var oldest = MonthOf(before);
        var old = Files(folder).Where(file => string.CompareOrdinal(Path.GetFileName(file), oldest) < 0).ToList();
        old.ForEach(File.Delete);
        return old.Count;
    }

    /// <summary>What keeps the journal from being written; null where it can be, or is not wanted.</summary>
    public static string? Problem(string? folder)
    {
        if (string.IsNullOrWhiteSpace(folder))
        {
            return null;
        }

        try
        {
            Directory.CreateDirectory(folder);
            using var probe = new FileStream(Path.Combine(folder, $".probe-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"{AuditJournalOptions.Section}:{nameof(AuditJournalOptions.JournalFolder)} names a folder that cannot be written: check the path and its rights.";
        }
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, Prefix + "*" + Ending).Order(StringComparer.Ordinal);

    /// <summary>No other process writes to it: appending is not atomic on every file system.</summary>
    private static string FileOf(string folder, DateTime at) => Path.Combine(
        folder, string.Create(CultureInfo.InvariantCulture, $"{MonthOf(at)}-{Environment.MachineName}-{Environment.ProcessId}{Ending}"));

    /// <summary>What the names of a month's files begin with.</summary>
    private static string MonthOf(DateTime at) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{at:yyyy-MM}");

    private static void Append(string file, IEnumerable<AuditLine> lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        // An earlier process of the same number may have died within a line: a line end before, and that line stands alone.
        var text = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => "\n" + line.Format())) + "\n");
        using var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.Read);
        stream.Write(text);
        stream.Flush(flushToDisk: true);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal of the audit cannot be written ({Problem}): after a restore, what is done now would have to be done again by hand")]
    private partial void LogNotWritten(string problem);
}
