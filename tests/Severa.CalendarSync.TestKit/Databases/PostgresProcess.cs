using System.Diagnostics;

namespace Severa.CalendarSync.TestKit.Databases;

/// <summary>
/// A PostgreSQL server of this process, in a temporary folder. It listens on a socket in that folder only, and loses what it
/// holds when the machine stops: quick, for tests.
/// </summary>
internal sealed class PostgresProcess
{
    /// <summary>
    /// Lives as long as its input: when this process ends, however it ends, the server ends and its folder goes.
    /// Its time zone is not ours, so that nobody relies on it.
    /// </summary>
    private const string Script = """
        initdb="$1/initdb"; postgres="$1/postgres"; folder="$2"
        "$initdb" -D "$folder/data" -U calendarsync -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
        "$postgres" -D "$folder/data" -c listen_addresses= -c unix_socket_directories="$folder" -c max_connections=200 \
            -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c TimeZone=Asia/Tokyo >>"$folder/log" 2>&1 </dev/null &
        server=$!
        echo "started $server"
        read -r _
        kill -QUIT "$server"
        wait "$server"
        rm -rf "$folder"
        """;

    private readonly Process _process;

    private PostgresProcess(Process process, string folder) => (_process, Folder) = (process, folder);

    /// <summary>Where its socket is.</summary>
    public string Folder { get; }

    public bool HasEnded => _process.HasExited;

    public string Log => File.Exists(Path.Combine(Folder, "log")) ? File.ReadAllText(Path.Combine(Folder, "log")) : "";

    public static async Task<PostgresProcess> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("pg-").FullName;
        var isRoot = Environment.UserName == "root";
        if (isRoot)
        {
            // PostgreSQL refuses to be root.
            using var chown = Process.Start("chown", ["postgres", folder]);
            await chown.WaitForExitAsync();
        }

        string[] command = isRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "sh"] : ["sh"];
        var start = new ProcessStartInfo(command[0], [.. command[1..], "-c", Script, "sh", PostgresBinaries.Folder, folder])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("PostgreSQL was not started.");
        var said = await process.StandardOutput.ReadLineAsync();
        return said?.StartsWith("started", StringComparison.Ordinal) == true
            ? new PostgresProcess(process, folder)
            : throw new InvalidOperationException("PostgreSQL was not started: initdb failed.");
    }
}
