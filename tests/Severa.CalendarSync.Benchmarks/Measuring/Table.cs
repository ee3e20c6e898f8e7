namespace Severa.CalendarSync.Benchmarks.Measuring;

/// <summary>Figures, one a line.</summary>
internal sealed class Table
{
    private const int Width = 44;

    public void Title(string text)
    {
        Console.WriteLine();
        Console.WriteLine(text);
    }

    public void Line(string name, string value) => Console.WriteLine($"  {name.PadRight(Width)} {value}");

    public void Line(string name, double value, string unit = "") => Line(name, $"{value:#,0.##} {unit}".TrimEnd());

    /// <summary>What is under way, on the other channel.</summary>
    public static void Progress(string text) => Console.Error.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {text}");
}
