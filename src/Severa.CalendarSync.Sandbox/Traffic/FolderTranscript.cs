using System.Globalization;
using Microsoft.Extensions.Options;

namespace Severa.CalendarSync.Sandbox.Traffic;

/// <summary>Writes message pairs as numbered files into <see cref="SandboxOptions.Transcript"/>, when that is set.</summary>
internal sealed class FolderTranscript(IOptions<SandboxOptions> options) : ISandboxTranscript
{
    private int _number;

    public void Record(SandboxExchange exchange)
    {
        var folder = options.Value.Transcript;
        if (folder.Length == 0)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        var number = Interlocked.Increment(ref _number).ToString("D6", CultureInfo.InvariantCulture);
        File.WriteAllText(Path.Combine(folder, $"{number}-{exchange.Operation}-request.xml"), exchange.Request);
        File.WriteAllText(Path.Combine(folder, $"{number}-{exchange.Operation}-answer.xml"), exchange.Answer);
    }
}
