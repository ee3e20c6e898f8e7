namespace Severa.CalendarSync.Web.Telemetry;

/// <summary>Section <c>Telemetry</c> of the configuration.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Shorter ones could be guessed.</summary>
    public const int ShortestKey = 32;

    /// <summary>What a scraper shows to read <c>/metrics</c>: <c>Authorization: Bearer ...</c>. Default: none, and only operators read them.</summary>
    public string? MetricsKey { get; set; }

    /// <summary>Where metrics, traces and logs are sent by OTLP; the same as <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>. Default: nowhere.</summary>
    public string? Otlp { get; set; }

    /// <summary>The share of traces that is kept, from 0 to 1. Default: 0.1.</summary>
    public double TraceRatio { get; set; } = 0.1;

    /// <summary>How lines of the console look. Default: Text.</summary>
    public LogFormat LogFormat { get; set; }

    /// <summary>What is wrong with the settings, one sentence each.</summary>
    public static IEnumerable<string> Problems(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (section[nameof(MetricsKey)] is { Length: > 0 and < ShortestKey })
        {
            yield return $"{Section}:{nameof(MetricsKey)} is too short: enter at least {ShortestKey} characters that nobody can guess.";
        }

        var named = new[] { $"{Section}:{nameof(Otlp)}", TelemetrySetup.OtlpEndpoint }.FirstOrDefault(name => !string.IsNullOrWhiteSpace(configuration[name]));
        if (named is not null && !(Uri.TryCreate(configuration[named], UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        {
            yield return $"{named} is no address: enter one such as http://collector:4317.";
        }

        if (section[nameof(TraceRatio)] is { Length: > 0 } ratio
            && !(double.TryParse(ratio, System.Globalization.CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1))
        {
            yield return $"{Section}:{nameof(TraceRatio)} is no share: enter a number from 0 to 1, such as 0.1.";
        }

        if (section[nameof(LogFormat)] is { Length: > 0 } format && !Enum.GetNames<LogFormat>().Contains(format, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"{Section}:{nameof(LogFormat)}: enter Text or Json.";
        }
    }
}
