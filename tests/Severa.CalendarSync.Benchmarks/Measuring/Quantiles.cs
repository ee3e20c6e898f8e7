namespace Severa.CalendarSync.Benchmarks.Measuring;

/// <summary>The middle and the far end of many measurements.</summary>
internal sealed record Quantiles(int Count, double Median, double P95, double P99, double Longest)
{
    public static Quantiles Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0
            ? new Quantiles(0, double.NaN, double.NaN, double.NaN, double.NaN)
            : new Quantiles(sorted.Count, At(sorted, 0.5), At(sorted, 0.95), At(sorted, 0.99), sorted[^1]);
    }

    public string Text(string unit) => $"median {Median:F2}, p95 {P95:F2}, p99 {P99:F2}, longest {Longest:F2} {unit} ({Count})";

    /// <summary>The smallest value that so many are not above.</summary>
    private static double At(List<double> sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
}
