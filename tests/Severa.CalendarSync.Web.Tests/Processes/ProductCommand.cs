using System.Diagnostics;

namespace Severa.CalendarSync.Web.Tests.Processes;

/// <summary>The product as somebody at a console runs it, to its end.</summary>
internal static class ProductCommand
{
    public static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyCollection<string> arguments, params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SharedTexts).Assembly.Location, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["DOTNET_ENVIRONMENT"] = start.Environment["ASPNETCORE_ENVIRONMENT"];
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
