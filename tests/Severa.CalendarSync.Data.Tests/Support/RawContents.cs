using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Severa.CalendarSync.Data.Providers;

namespace Severa.CalendarSync.Data.Tests.Support;

/// <summary>What somebody finds who reads a database without the key ring.</summary>
internal static class RawContents
{
    /// <summary>Every value of every table; with SQLite whatever is in its files, deleted rows too.</summary>
    public static Task<string> RawAsync(this TestDatabase database) =>
        database.System == DatabaseSystem.Sqlite ? FilesAsync(database.Folder) : TablesAsync(database);

    private static async Task<string> FilesAsync(string folder)
    {
        var raw = new StringBuilder();
        foreach (var path in Directory.GetFiles(Path.GetDirectoryName(TestStores.FileIn(folder))!))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.Latin1);
            raw.Append(await reader.ReadToEndAsync());
        }

        return raw.ToString();
    }

    private static async Task<string> TablesAsync(TestDatabase database)
    {
        await using var db = database.Open();
        await db.Database.OpenConnectionAsync();
        var quoted = db.GetService<ISqlGenerationHelper>();
        var raw = new StringBuilder();
        foreach (var table in db.Model.GetRelationalModel().Tables)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM {quoted.DelimitIdentifier(table.Name)}";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var values = new object[reader.FieldCount];
                reader.GetValues(values);
                raw.AppendLine(string.Join(' ', values));
            }
        }

        return raw.ToString();
    }
}
