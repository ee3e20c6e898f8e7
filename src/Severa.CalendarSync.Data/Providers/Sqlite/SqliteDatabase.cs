using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Severa.CalendarSync.Data.Providers.Sqlite;

/// <summary>Where the file is and how it is opened.</summary>
internal static class SqliteDatabase
{
    private const int BusyTimeoutSeconds = 30;

    /// <summary>The configured connection string, or the file beside the app; foreign keys on, writers wait for each other.</summary>
    public static string ConnectionString(string? configured, string contentRoot)
    {
        var builder = new SqliteConnectionStringBuilder(string.IsNullOrWhiteSpace(configured) ? "Data Source=data/calendarsync.db" : configured);
        if (builder.DataSource is { Length: > 0 } file && !file.StartsWith(":memory:", StringComparison.Ordinal) && builder.Mode != SqliteOpenMode.Memory)
        {
            builder.DataSource = Path.GetFullPath(file, contentRoot);
        }

        builder.ForeignKeys = true;
        builder.DefaultTimeout = Math.Max(builder.DefaultTimeout, BusyTimeoutSeconds);
        return builder.ConnectionString;
    }

    public static void CreateFolder(string connectionString)
    {
        var file = new SqliteConnectionStringBuilder(connectionString).DataSource;
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }

    /// <summary>Readers do not stop the writer, nor the writer the readers. Remembered by the file.</summary>
    public static Task UseWriteAheadLogAsync(SyncDbContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = 'wal';", cancellationToken);
}
