using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Web.Tests.Processes;

/// <summary>One of our programs as a process of its own, on a loopback port, ended by its id.</summary>
internal sealed class DotnetProcess : IAsyncDisposable
{
    private readonly string _project;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly string _readyPath;
    private readonly StringBuilder _output = new();
    private Process? _process;

    /// <param name="project">The project's name; it was built with this test.</param>
    /// <param name="readyPath">Answers 200 once the program is ready.</param>
    /// <param name="settings">Environment variables.</param>
    public DotnetProcess(string project, string readyPath, IReadOnlyDictionary<string, string> settings)
    {
        (_project, _readyPath, _settings) = (project, readyPath, settings);
        Url = $"http://127.0.0.1:{FreePort()}";
    }

    public string Url { get; }

    /// <summary>The process's id while it runs.</summary>
    public int Id => _process!.Id;

    public async Task StartAsync()
    {
        var folder = Path.Combine(Repository.Root, "src", _project);
        var program = Path.Combine(folder, "bin", Repository.Configuration, "net10.0", _project + ".dll");
        var start = new ProcessStartInfo("dotnet", [program, "--urls", Url])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _settings)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitUntilReadyAsync();
    }

    /// <summary>As <c>kill -9</c>: nothing of the process gets to run any more.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>As an operator stops a service (SIGTERM): it ends what it does and goes.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        await _process!.WaitForExitAsync();
        var code = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return code;
    }

    /// <summary>As a virtual machine that is moved: it stands still, and goes on later as if nothing had happened.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    public Task GoOnAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }
    }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{Id}"]);
        await kill.WaitForExitAsync();
        if (kill.ExitCode != 0)
        {
            throw new InvalidOperationException($"SIG{signal} could not be sent to {_project}.");
        }
    }

    private async Task WaitUntilReadyAsync()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await Wait.UntilAsync(
            async () =>
            {
                if (_process!.HasExited)
                {
                    throw new InvalidOperationException($"{_project} ended with {_process.ExitCode}:\n{Output}");
                }

                try
                {
                    using var answer = await client.GetAsync(new Uri(Url + _readyPath));
                    return answer.StatusCode == HttpStatusCode.OK;
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
                {
                    return false;
                }
            },
            $"{_project} to be ready",
            TimeSpan.FromMinutes(2));
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
