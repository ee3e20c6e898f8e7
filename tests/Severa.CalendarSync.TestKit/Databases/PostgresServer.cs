using System.Diagnostics;
using Npgsql;

namespace Severa.CalendarSync.TestKit.Databases;

/// <summary>One PostgreSQL for all tests of a process, started by the first that asks for it; each test has a database of its own.</summary>
public sealed class PostgresServer
{
    private static readonly Lazy<Task<PostgresServer>> Started = new(StartAsync);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly PostgresProcess _process;
    private int _count;

    private PostgresServer(PostgresProcess process) => _process = process;

    public static Task<PostgresServer> SharedAsync() => Started.Value;

    /// <summary>A new database, empty or as another one is now. Nobody may be connected to that one.</summary>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"test_{Interlocked.Increment(ref _count)}";
        await ExecuteAsync(template is null ? $"CREATE DATABASE {name}" : $"CREATE DATABASE {name} TEMPLATE {template}");
        return name;
    }

    public Task DropDatabaseAsync(string name) => ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    /// <summary>A backup of a database as it is now, while it is worked on.</summary>
    /// <returns>A file, which is the caller's.</returns>
    public async Task<string> BackUpAsync(string name)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.dump");
        await RunAsync("pg_dump", "--format=custom", $"--file={file}", name);
        return file;
    }

    /// <summary>Puts the database back as it was; whoever is connected to it is thrown out.</summary>
    public async Task RestoreAsync(string name, string file)
    {
        NpgsqlConnection.ClearAllPools();
        await DropDatabaseAsync(name);
        await ExecuteAsync($"CREATE DATABASE {name}");
        await RunAsync("pg_restore", "--exit-on-error", $"--dbname={name}", file);
    }

    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = _process.Folder, Username = "calendarsync", Database = database }.ConnectionString;

    private static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer(await PostgresProcess.StartAsync());
        await server.ReadyAsync();
        return server;
    }

    private async Task ReadyAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (!_process.HasEnded && !patience.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            }
            catch (NpgsqlException problem)
            {
                throw new InvalidOperationException($"PostgreSQL does not answer. Its log: {_process.Log}", problem);
            }
        }
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(Path.Combine(PostgresBinaries.Folder, program), [$"--host={_process.Folder}", "--username=calendarsync", .. arguments]);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
