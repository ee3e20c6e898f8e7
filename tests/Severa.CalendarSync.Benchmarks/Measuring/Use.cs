using System.Diagnostics;

namespace Severa.CalendarSync.Benchmarks.Measuring;

/// <summary>What a process has used so far.</summary>
internal sealed record Use(TimeSpan Processor, long MostMemory)
{
    public static Use Of(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return new Use(process.TotalProcessorTime, process.PeakWorkingSet64);
    }

    /// <summary>How busy the machine is, others included.</summary>
    public static string MachineLoad => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";
}
